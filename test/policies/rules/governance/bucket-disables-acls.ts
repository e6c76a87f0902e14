import { blocks } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';
import { settingsOf } from '../../support/buckets';

export const rule: Rule = {
  reason: 'With ACLs in force, whoever writes an object decides who reads it, past the bucket policy.',
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html',
  check: (estate) =>
    findingsAt(estate.ofType('aws_s3_bucket'), (bucket) => {
      const settings = settingsOf(estate, bucket, 'aws_s3_bucket_ownership_controls');
      const [ownership] = blocks(settings, 'rule');
      return unless(
        ownership?.['object_ownership'] === 'BucketOwnerEnforced',
        'object_ownership is not BucketOwnerEnforced',
      );
    }),
};
