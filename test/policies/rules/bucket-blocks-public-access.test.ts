import { found } from '../support/cases';
import { bucketBlocksPublicAccess } from './bucket-blocks-public-access';

const ALL = {
  block_public_acls: true,
  block_public_policy: true,
  ignore_public_acls: true,
  restrict_public_buckets: true,
};
const bucket = (settings: object) =>
  found(bucketBlocksPublicAccess, {
    aws_s3_bucket: { archive: { bucket: 'archive' } },
    aws_s3_bucket_public_access_block: { archive: { bucket: '${aws_s3_bucket.archive.id}', ...settings } },
  });

test('a bucket with all four blocks complies', () => {
  expect(bucket(ALL)).toEqual([]);
});

test.each([[{ ...ALL, block_public_acls: false }], [{ ...ALL, restrict_public_buckets: undefined }]])(
  'a bucket with %j is found',
  (settings) => {
    expect(bucket(settings)).toEqual(['aws_s3_bucket.archive']);
  },
);

test('a bucket without settings is found', () => {
  expect(new Set(found(bucketBlocksPublicAccess, { aws_s3_bucket: { archive: {} } }))).toEqual(
    new Set(['aws_s3_bucket.archive']),
  );
});
