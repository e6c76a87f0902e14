import { blocks } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';
import { settingsOf } from '../../support/buckets';

export const rule: Rule = {
  reason: 'Without versions an overwritten or deleted object is gone.',
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html',
  check: (estate) =>
    findingsAt(estate.ofType('aws_s3_bucket'), (bucket) => {
      const settings = settingsOf(estate, bucket, 'aws_s3_bucket_versioning');
      const [versioning] = blocks(settings, 'versioning_configuration');
      return unless(versioning?.['status'] === 'Enabled', 'versioning is not enabled');
    }),
};
