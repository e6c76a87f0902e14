import { findingsAt, Rule, unless } from '../../rule';
import { settingsOf } from '../../support/buckets';

const BLOCKS = ['block_public_acls', 'block_public_policy', 'ignore_public_acls', 'restrict_public_buckets'];

export const rule: Rule = {
  reason: 'One careless policy or ACL makes a bucket public unless all four blocks are on.',
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html',
  check: (estate) =>
    findingsAt(estate.ofType('aws_s3_bucket'), (bucket) => {
      const settings = settingsOf(estate, bucket, 'aws_s3_bucket_public_access_block');
      return BLOCKS.flatMap((block) => unless(settings?.[block] === true, `${block} is not true`));
    }),
};
