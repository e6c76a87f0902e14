import { blocks, Estate, Resource } from '../../../support/estate';
import { ACCOUNT, arnOf } from '../../../support/values';
import { findingsAt, Rule, unless } from '../../rule';
import { settingsOf } from '../../support/buckets';
import { customerKey, statementsOn } from '../../support/policies-on';
import { covers, demandsAccount, missingActions, resourcesOf } from '../../support/statements';

const CONFIG = 'config.amazonaws.com';

export const rule: Rule = {
  reason:
    'AWS refuses a delivery channel whose bucket or key keeps AWS Config out, or it delivers nothing and says so nowhere.',
  source: 'https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html',
  check: (estate) =>
    findingsAt(estate.ofType('aws_config_delivery_channel'), (channel) => {
      const bucket = estate.target(channel, channel.body['s3_bucket_name']);
      return bucket === undefined
        ? ['it delivers to a bucket that is not ours']
        : [...bucketProblems(estate, bucket), ...keyProblems(estate, channel, bucket)];
    }),
};

function bucketProblems(estate: Estate, bucket: Resource): string[] {
  const arn = arnOf(bucket.type, 'arn', estate.text(bucket, 'bucket') ?? '', estate.region(bucket));
  const refused = (actions: string[], resource: string): string[] => {
    const missing = missingActions(
      statementsOn(estate, bucket),
      CONFIG,
      actions,
      (statement) =>
        resourcesOf(statement).some((pattern) => covers(pattern, resource)) &&
        demandsAccount(statement, 'aws:SourceAccount'),
    );
    return unless(
      missing.length === 0,
      `${bucket.address} does not let AWS Config call ${missing.join(', ')} on ${resource} for our account`,
    );
  };
  return [
    ...refused(['s3:GetBucketAcl', 's3:ListBucket'], arn),
    ...refused(['s3:PutObject'], `${arn}/AWSLogs/${ACCOUNT}/Config/us-west-2/history.json.gz`),
  ];
}

function keyProblems(estate: Estate, channel: Resource, bucket: Resource): string[] {
  const key = customerKey(estate, channel, channel.body['s3_kms_key_arn']);
  const [rule] = blocks(
    settingsOf(estate, bucket, 'aws_s3_bucket_server_side_encryption_configuration'),
    'rule',
  );
  const [encryption] = blocks(rule, 'apply_server_side_encryption_by_default');
  const own = customerKey(estate, bucket, encryption?.['kms_master_key_id']);
  if (key !== own) return [`it encrypts with another key than ${bucket.address} does`];
  if (key === undefined) return [];
  const missing = missingActions(
    statementsOn(estate, key),
    CONFIG,
    ['kms:Decrypt', 'kms:GenerateDataKey'],
    (statement) => demandsAccount(statement, 'aws:SourceAccount'),
  );
  return unless(
    missing.length === 0,
    `${key.address} does not let AWS Config call ${missing.join(', ')} for our account`,
  );
}
