import { Body } from '../../support/estate';
import { PolicyStatement } from '../../support/policy-documents';
import { ACCOUNT } from '../../support/values';
import { found, policy } from '../support/cases';
import { configDeliveryIsAdmitted } from './config-delivery-is-admitted';

const CHANNEL = 'aws_config_delivery_channel.own';

const allow = (
  Action: string[],
  Resource: string,
  change: Partial<PolicyStatement> = {},
): PolicyStatement => ({
  Effect: 'Allow',
  Principal: { Service: 'config.amazonaws.com' },
  Action,
  Resource,
  Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } },
  ...change,
});

interface Change {
  readonly look?: Partial<PolicyStatement>;
  readonly write?: Partial<PolicyStatement>;
  readonly key?: Partial<PolicyStatement>;
  readonly channel?: Body;
}

const channel = (change: Change = {}): string[] =>
  found(configDeliveryIsAdmitted, {
    aws_kms_key: {
      own: { policy: policy(allow(['kms:Decrypt', 'kms:GenerateDataKey'], '*', change.key)) },
    },
    aws_s3_bucket: { own: { bucket: 'archive' } },
    aws_s3_bucket_server_side_encryption_configuration: {
      own: {
        bucket: '${aws_s3_bucket.own.id}',
        rule: [{ apply_server_side_encryption_by_default: { kms_master_key_id: '${aws_kms_key.own.arn}' } }],
      },
    },
    aws_s3_bucket_policy: {
      own: {
        bucket: '${aws_s3_bucket.own.id}',
        policy: policy(
          allow(['s3:GetBucketAcl', 's3:ListBucket'], 'arn:aws:s3:::archive', change.look),
          allow(['s3:PutObject'], `arn:aws:s3:::archive/AWSLogs/${ACCOUNT}/Config/*`, change.write),
        ),
      },
    },
    aws_config_delivery_channel: {
      own: {
        s3_bucket_name: '${aws_s3_bucket.own.id}',
        s3_kms_key_arn: '${aws_kms_key.own.arn}',
        ...change.channel,
      },
    },
  });

test('a channel that bucket and key let in complies', () => {
  expect(channel()).toEqual([]);
});

test.each<[string, Change]>([
  ['may not look at its bucket', { look: { Action: 's3:ListBucket' } }],
  ['may not write where it has to', { write: { Resource: `arn:aws:s3:::archive/config/*` } }],
  ['may write for any account', { write: { Condition: {} } }],
  ['may not use the key', { key: { Action: 'kms:Decrypt' } }],
  ['may use the key for any account', { key: { Condition: {} } }],
  ['encrypts with another key', { channel: { s3_kms_key_arn: undefined } }],
  ['delivers to a foreign bucket', { channel: { s3_bucket_name: 'another' } }],
])('a channel that %s is found', (_, change) => {
  expect(channel(change)).toEqual([CHANNEL]);
});
