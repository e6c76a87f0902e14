import { blocks, Estate, Resource } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';
import { settingsOf, takesAccessLogs } from '../../support/buckets';
import { customerKey } from '../../support/policies-on';

export const rule: Rule = {
  reason: 'A customer key decides who reads; but into a bucket that has one, AWS writes no access logs.',
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html',
  check: (estate) => findingsAt(estate.ofType('aws_s3_bucket'), (bucket) => problemsOf(estate, bucket)),
};

function problemsOf(estate: Estate, bucket: Resource): string[] {
  const settings = settingsOf(estate, bucket, 'aws_s3_bucket_server_side_encryption_configuration');
  const [rule] = blocks(settings, 'rule');
  const [encryption] = blocks(rule, 'apply_server_side_encryption_by_default');
  return takesAccessLogs(estate, bucket)
    ? unless(
        encryption?.['sse_algorithm'] === 'AES256',
        'it takes access logs and is not encrypted with AES256',
      )
    : unless(
        encryption?.['sse_algorithm'] === 'aws:kms' &&
          customerKey(estate, bucket, encryption['kms_master_key_id']) !== undefined,
        'it is not encrypted with a key of ours',
      );
}
