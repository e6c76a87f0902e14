import { Body } from '../../../support/estate';
import { found, policy } from '../../support/cases';
import { rule } from './bucket-has-lifecycle';

const BUCKET = 'aws_s3_bucket.logs';
const logs = { status: 'Enabled', filter: [{ prefix: 'alb/' }], expiration: [{ days: 14 }] };
const leftovers = {
  status: 'Enabled',
  filter: {},
  noncurrent_version_expiration: { noncurrent_days: 7 },
  abort_incomplete_multipart_upload: { days_after_initiation: 7 },
};

const bucket = (...lifecycle: Body[]): string[] =>
  found(rule, {
    aws_s3_bucket: { logs: { bucket: 'logs' } },
    aws_s3_bucket_policy: {
      logs: {
        bucket: '${aws_s3_bucket.logs.id}',
        policy: policy({
          Effect: 'Allow',
          Principal: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' },
          Action: 's3:PutObject',
          Resource: 'arn:aws:s3:::logs/alb/AWSLogs/123456789012/*',
        }),
      },
    },
    aws_s3_bucket_lifecycle_configuration: { logs: { bucket: '${aws_s3_bucket.logs.id}', rule: lifecycle } },
  });

test('a bucket complies where what is written has an end, and what is left of it too', () => {
  expect(bucket(logs, leftovers)).toEqual([]);
  expect(bucket({ ...logs, filter: [{ prefix: '' }] }, leftovers)).toEqual([]);
});

test.each<[string, Body[]]>([
  ['logs stay', [leftovers]],
  ['logs stay, as the rule is for another prefix', [{ ...logs, filter: [{ prefix: 's3/' }] }, leftovers]],
  ['logs stay, as the rule is off', [{ ...logs, status: 'Disabled' }, leftovers]],
  ['old versions stay', [logs, { ...leftovers, noncurrent_version_expiration: [] }]],
  [
    'old versions stay but below one prefix',
    [
      logs,
      { ...leftovers, filter: [{ prefix: 'alb/' }], abort_incomplete_multipart_upload: [] },
      { ...leftovers, noncurrent_version_expiration: [] },
    ],
  ],
  ['abandoned uploads stay', [logs, { ...leftovers, abort_incomplete_multipart_upload: [] }]],
])('a bucket where %s is found', (_, rules) => {
  expect(bucket(...rules)).toEqual([BUCKET]);
});
