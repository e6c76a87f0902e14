import { at, Mutations, set, without, withStatement } from './mutation';

const ARCHIVE = 'dev-security/aws_s3_bucket.archive-bucket_bucket';
const ARCHIVE_LOGGING = 'dev-security/aws_s3_bucket_logging.archive-bucket_logging';

/** Ways to break the rules of buckets. */
export const buckets: Mutations = {
  'access-log-bucket-allows-s3-delivery': [
    at(
      ARCHIVE_LOGGING,
      withStatement(
        'BucketsWrite',
        {
          Condition: {},
        },
        'dev-security/aws_s3_bucket_policy.access-log-bucket_policy',
      ),
    ),
    at(ARCHIVE_LOGGING, set('target_bucket', '${aws_s3_bucket_policy.archive-bucket_policy.bucket}')),
  ],
  'bucket-requires-tls': [
    at(
      ARCHIVE,
      withStatement(
        'TlsOnly',
        {
          Resource: ['${aws_s3_bucket.archive-bucket_bucket.arn}'],
        },
        'dev-security/aws_s3_bucket_policy.archive-bucket_policy',
      ),
    ),
  ],
  'bucket-has-encryption': [
    at(
      ARCHIVE,
      set(
        'rule',
        [{ apply_server_side_encryption_by_default: { sse_algorithm: 'AES256' } }],
        'dev-security/aws_s3_bucket_server_side_encryption_configuration.archive-bucket_encryption',
      ),
    ),
    at(
      'dev-security/aws_s3_bucket.access-log-bucket_bucket',
      set(
        'rule',
        [{ apply_server_side_encryption_by_default: { sse_algorithm: 'aws:kms' } }],
        'dev-security/aws_s3_bucket_server_side_encryption_configuration.access-log-bucket_encryption',
      ),
    ),
  ],
  'bucket-name-has-account-and-region': [at(ARCHIVE, set('bucket', 'petclinic-dev-archive'))],
  'bucket-disables-acls': [
    at(ARCHIVE, without('dev-security/aws_s3_bucket_ownership_controls.archive-bucket_ownership')),
  ],
};
