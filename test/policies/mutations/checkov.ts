import { Body } from '../../support/estate';
import { Mutations, set } from './mutation';

const SECURITY = 'dev-security';
const REPOSITORY = 'dev-platform/aws_ecr_repository.vets-service-repository_repository';
const BALANCER = 'dev-platform/aws_lb.load-balancer_load-balancer';
const STATES = 'state-backend/module.state';

/** Ways to break the checks of checkov that stand in the place of rules, by the id of the check. */
export const mutations: Mutations = {
  CKV_AWS_7: [{ address: `${SECURITY}/aws_kms_key.data-key_key`, apply: set('enable_key_rotation', false) }],
  CKV_AWS_18: [
    {
      address: `${SECURITY}/aws_s3_bucket.archive-bucket_bucket`,
      apply: (sandbox) => {
        sandbox.remove(`${SECURITY}/aws_s3_bucket_logging.archive-bucket_logging`);
      },
    },
  ],
  CKV_AWS_21: [
    {
      address: `${SECURITY}/aws_s3_bucket.archive-bucket_bucket`,
      apply: (sandbox) => {
        sandbox.remove(`${SECURITY}/aws_s3_bucket_versioning.archive-bucket_versioning`);
      },
    },
  ],
  CKV_AWS_51: [{ address: REPOSITORY, apply: set('image_tag_mutability', 'MUTABLE') }],
  CKV_AWS_53: [
    { address: `${STATES}.aws_s3_bucket_public_access_block.state`, apply: set('block_public_acls', false) },
  ],
  CKV_AWS_55: [
    {
      address: `${SECURITY}/aws_s3_bucket_public_access_block.archive-bucket_public-access`,
      apply: set('ignore_public_acls', false),
    },
  ],
  CKV_AWS_119: [
    {
      address: 'dev-genai/aws_dynamodb_table.sessions_table',
      apply: (sandbox, address) => {
        (sandbox.body(address)['server_side_encryption'] as Body)['kms_key_arn'] = undefined;
      },
    },
    { address: `${STATES}.aws_dynamodb_table.lock`, apply: set('server_side_encryption', undefined) },
  ],
  CKV_AWS_131: [{ address: BALANCER, apply: set('drop_invalid_header_fields', false) }],
  CKV_AWS_149: [
    {
      address: 'dev-data/aws_secretsmanager_secret.user-secret-vets_secret',
      apply: set('kms_key_id', undefined),
    },
  ],
  CKV_AWS_163: [{ address: REPOSITORY, apply: set('image_scanning_configuration', undefined) }],
  CKV_AWS_328: [{ address: BALANCER, apply: set('desync_mitigation_mode', 'monitor') }],
  CKV2_AWS_12: [
    {
      address: 'dev-network/aws_vpc.vpc_vpc',
      apply: (sandbox) => {
        sandbox.remove('dev-network/aws_default_security_group.vpc_default-security-group');
      },
    },
  ],
};
