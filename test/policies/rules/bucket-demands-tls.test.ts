import { PolicyStatement } from '../../support/policy-documents';
import { ACCOUNT } from '../../support/values';
import { found, policy } from '../support/cases';
import { bucketDemandsTls } from './bucket-demands-tls';

const bucket = (change: Partial<PolicyStatement>) =>
  found(bucketDemandsTls, {
    aws_s3_bucket: { archive: { bucket: 'archive' } },
    aws_s3_bucket_policy: {
      archive: {
        bucket: '${aws_s3_bucket.archive.id}',
        policy: policy({
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:*',
          Resource: ['${aws_s3_bucket.archive.arn}', '${aws_s3_bucket.archive.arn}/*'],
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          ...change,
        }),
      },
    },
  });

test('a bucket that denies plain HTTP complies', () => {
  expect(bucket({})).toEqual([]);
});

test.each<[Partial<PolicyStatement>]>([
  [{ Effect: 'Allow' }],
  [{ Action: 's3:GetObject' }],
  [{ Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } }],
  [{ Resource: ['${aws_s3_bucket.archive.arn}'] }],
  [{ Condition: { Bool: { 'aws:SecureTransport': 'true' } } }],
])('a bucket whose statement has %j is found', (change) => {
  expect(bucket(change)).toEqual(['aws_s3_bucket.archive']);
});
