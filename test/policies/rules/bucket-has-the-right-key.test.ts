import { Body } from '../../support/estate';
import { found, policy } from '../support/cases';
import { bucketHasTheRightKey } from './bucket-has-the-right-key';

const encrypted = (settings: object) => ({
  bucket: '${aws_s3_bucket.archive.id}',
  rule: [{ apply_server_side_encryption_by_default: settings }],
});
const own = { sse_algorithm: 'aws:kms', kms_master_key_id: '${aws_kms_key.own.arn}' };
const archive = (settings: object, more: Record<string, Record<string, object>> = {}) =>
  found(bucketHasTheRightKey, {
    aws_kms_key: { own: {} },
    aws_s3_bucket: { archive: { bucket: 'archive' } },
    aws_s3_bucket_server_side_encryption_configuration: { archive: encrypted(settings) },
    ...(more as Record<string, Record<string, Body>>),
  });
const logsInto = { aws_s3_bucket_logging: { other: { target_bucket: '${aws_s3_bucket.archive.id}' } } };
const loadBalancersWrite = {
  aws_s3_bucket_policy: {
    archive: {
      bucket: '${aws_s3_bucket.archive.id}',
      policy: policy({
        Effect: 'Allow',
        Principal: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' },
        Action: 's3:PutObject',
        Resource: 'arn:aws:s3:::archive/*',
      }),
    },
  },
};

test('a bucket with a key of ours complies', () => {
  expect(archive(own)).toEqual([]);
});

test.each([[{ sse_algorithm: 'AES256' }], [{ sse_algorithm: 'aws:kms' }]])(
  'a bucket with %j is found',
  (settings) => {
    expect(archive(settings)).toEqual(['aws_s3_bucket.archive']);
  },
);

test.each([
  ['S3', logsInto],
  ['load balancers', loadBalancersWrite],
])('a bucket for the access logs of %s has to be encrypted with AES256', (_, more) => {
  expect(archive({ sse_algorithm: 'AES256' }, more)).toEqual([]);
  expect(archive(own, more)).toEqual(['aws_s3_bucket.archive']);
});
