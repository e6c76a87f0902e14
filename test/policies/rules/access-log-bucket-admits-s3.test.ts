import { PolicyStatement } from '../../support/policy-documents';
import { ACCOUNT } from '../../support/values';
import { found, policy } from '../support/cases';
import { accessLogBucketAdmitsS3 } from './access-log-bucket-admits-s3';

const logging = (change: Partial<PolicyStatement>, target = '${aws_s3_bucket.logs.id}') =>
  found(accessLogBucketAdmitsS3, {
    aws_s3_bucket: { archive: { bucket: 'archive' }, logs: { bucket: 'logs' } },
    aws_s3_bucket_logging: {
      archive: { bucket: '${aws_s3_bucket.archive.id}', target_bucket: target, target_prefix: 's3/' },
    },
    aws_s3_bucket_policy: {
      logs: {
        bucket: '${aws_s3_bucket.logs.id}',
        policy: policy({
          Effect: 'Allow',
          Principal: { Service: 'logging.s3.amazonaws.com' },
          Action: 's3:PutObject',
          Resource: 'arn:aws:s3:::logs/s3/*',
          Condition: {
            StringEquals: { 'aws:SourceAccount': ACCOUNT },
            ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::archive' },
          },
          ...change,
        }),
      },
    },
  });

test('a target that lets S3 write complies', () => {
  expect(logging({})).toEqual([]);
});

test.each<[Partial<PolicyStatement>]>([
  [{ Resource: 'arn:aws:s3:::logs/alb/*' }],
  [{ Principal: { Service: 's3.amazonaws.com' } }],
  [{ Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::archive' } } }],
  [{ Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } } }],
])('a target whose statement has %j is found', (change) => {
  expect(logging(change)).toEqual(['aws_s3_bucket_logging.archive']);
});

test.each(['${aws_s3_bucket.archive.id}', 'somebody-elses'])('the target %s is found', (target) => {
  expect(logging({}, target)).toEqual(['aws_s3_bucket_logging.archive']);
});
