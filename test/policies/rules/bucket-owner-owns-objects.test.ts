import { found } from '../support/cases';
import { bucketOwnerOwnsObjects } from './bucket-owner-owns-objects';

const bucket = (settings: object) =>
  found(bucketOwnerOwnsObjects, {
    aws_s3_bucket: { archive: { bucket: 'archive' } },
    aws_s3_bucket_ownership_controls: { archive: { bucket: '${aws_s3_bucket.archive.id}', ...settings } },
  });

test('a bucket whose owner owns the objects complies', () => {
  expect(bucket({ rule: { object_ownership: 'BucketOwnerEnforced' } })).toEqual([]);
});

test.each([
  [{ rule: { object_ownership: 'ObjectWriter' } }],
  [{ rule: [{ object_ownership: 'BucketOwnerPreferred' }] }],
])('a bucket with %j is found', (settings) => {
  expect(bucket(settings)).toEqual(['aws_s3_bucket.archive']);
});

test('a bucket without settings is found', () => {
  expect(new Set(found(bucketOwnerOwnsObjects, { aws_s3_bucket: { archive: {} } }))).toEqual(
    new Set(['aws_s3_bucket.archive']),
  );
});
