import { findingsAt, Rule, unless } from '../../rule';

export const rule: Rule = {
  reason:
    'Bucket names are shared by all accounts of AWS: without account and region another may hold the name already.',
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html',
  check: (estate) =>
    findingsAt(estate.ofType('aws_s3_bucket'), (bucket) => {
      const name = estate.text(bucket, 'bucket') ?? '';
      return unless(
        /\d{12}/.test(name) && name.includes(estate.region(bucket)),
        `the name "${name}" lacks the account id or the region`,
      );
    }),
};
