import { findingsAt, Rule, unless } from '../../rule';
import { takesAccessLogs } from '../../support/buckets';

export const rule: Rule = {
  reason: 'Without access logs nobody can say later who read an object.',
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html',
  check: (estate) =>
    findingsAt(
      estate.ofType('aws_s3_bucket').filter((bucket) => !takesAccessLogs(estate, bucket)),
      (bucket) =>
        unless(
          estate.referringTo(bucket, 'bucket', 'aws_s3_bucket_logging').length > 0,
          'its access is not logged',
        ),
    ),
};
