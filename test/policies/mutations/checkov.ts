import { at, Mutations, set, without } from './mutation';

const SECURITY = 'dev-security';
const REPOSITORY = 'dev-platform/aws_ecr_repository.vets-service-repository_repository';
const BALANCER = 'dev-platform/aws_lb.load-balancer_load-balancer';
const STATES = 'state-backend/module.state';

/** Ways to break the checks of checkov that stand in the place of rules, by the id of the check. */
export const mutations: Mutations = {
  CKV_AWS_7: [at(`${SECURITY}/aws_kms_key.data-key_key`, set('enable_key_rotation', false))],
  CKV_AWS_18: [
    at(
      `${SECURITY}/aws_s3_bucket.archive-bucket_bucket`,
      without(`${SECURITY}/aws_s3_bucket_logging.archive-bucket_logging`),
    ),
  ],
  CKV_AWS_21: [
    at(
      `${SECURITY}/aws_s3_bucket.archive-bucket_bucket`,
      without(`${SECURITY}/aws_s3_bucket_versioning.archive-bucket_versioning`),
    ),
  ],
  CKV_AWS_51: [at(REPOSITORY, set('image_tag_mutability', 'MUTABLE'))],
  CKV_AWS_53: [at(`${STATES}.aws_s3_bucket_public_access_block.state`, set('block_public_acls', false))],
  CKV_AWS_55: [
    at(
      `${SECURITY}/aws_s3_bucket_public_access_block.archive-bucket_public-access`,
      set('ignore_public_acls', false),
    ),
  ],
  CKV_AWS_119: [
    at('dev-genai/aws_dynamodb_table.sessions_table', set('server_side_encryption.kms_key_arn', undefined)),
    at(`${STATES}.aws_dynamodb_table.lock`, set('server_side_encryption', undefined)),
  ],
  CKV_AWS_131: [at(BALANCER, set('drop_invalid_header_fields', false))],
  CKV_AWS_149: [
    at('dev-data/aws_secretsmanager_secret.user-secret-vets_secret', set('kms_key_id', undefined)),
  ],
  CKV_AWS_163: [at(REPOSITORY, set('image_scanning_configuration', undefined))],
  CKV_AWS_328: [at(BALANCER, set('desync_mitigation_mode', 'monitor'))],
  CKV2_AWS_12: [
    at(
      'dev-network/aws_vpc.vpc_vpc',
      without('dev-network/aws_default_security_group.vpc_default-security-group'),
    ),
  ],
};
