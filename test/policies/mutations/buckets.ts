import { Mutations, set } from './mutation';

const ARCHIVE = 'dev-security/aws_s3_bucket.archive-bucket_bucket';
const ARCHIVE_LOGGING = 'dev-security/aws_s3_bucket_logging.archive-bucket_logging';

/** Ways to break the rules of buckets. */
export const buckets: Mutations = {
  'access-log-bucket-allows-s3-delivery': [
    {
      address: ARCHIVE_LOGGING,
      apply: (sandbox) => {
        sandbox.statement('dev-security/aws_s3_bucket_policy.access-log-bucket_policy', 'BucketsWrite', {
          Condition: {},
        });
      },
    },
    {
      address: ARCHIVE_LOGGING,
      apply: set('target_bucket', '${aws_s3_bucket_policy.archive-bucket_policy.bucket}'),
    },
  ],
  'bucket-requires-tls': [
    {
      address: ARCHIVE,
      apply: (sandbox) => {
        sandbox.statement('dev-security/aws_s3_bucket_policy.archive-bucket_policy', 'TlsOnly', {
          Resource: ['${aws_s3_bucket.archive-bucket_bucket.arn}'],
        });
      },
    },
  ],
  'bucket-has-encryption': [
    {
      address: ARCHIVE,
      apply: (sandbox) => {
        sandbox.body(
          'dev-security/aws_s3_bucket_server_side_encryption_configuration.archive-bucket_encryption',
        )['rule'] = [{ apply_server_side_encryption_by_default: { sse_algorithm: 'AES256' } }];
      },
    },
    {
      address: 'dev-security/aws_s3_bucket.access-log-bucket_bucket',
      apply: (sandbox) => {
        sandbox.body(
          'dev-security/aws_s3_bucket_server_side_encryption_configuration.access-log-bucket_encryption',
        )['rule'] = [{ apply_server_side_encryption_by_default: { sse_algorithm: 'aws:kms' } }];
      },
    },
  ],
  'bucket-name-has-account-and-region': [{ address: ARCHIVE, apply: set('bucket', 'petclinic-dev-archive') }],
  'bucket-disables-acls': [
    {
      address: ARCHIVE,
      apply: (sandbox) => {
        sandbox.remove('dev-security/aws_s3_bucket_ownership_controls.archive-bucket_ownership');
      },
    },
  ],
};
