import { found } from '../support/cases';
import { bucketIsVersioned } from './bucket-is-versioned';

const bucket = (settings: object) =>
  found(bucketIsVersioned, {
    aws_s3_bucket: { archive: { bucket: 'archive' } },
    aws_s3_bucket_versioning: { archive: { bucket: '${aws_s3_bucket.archive.id}', ...settings } },
  });

test('a versioned bucket complies', () => {
  expect(bucket({ versioning_configuration: { status: 'Enabled' } })).toEqual([]);
});

test.each([[{ versioning_configuration: { status: 'Suspended' } }], [{ versioning_configuration: [] }]])(
  'a bucket with %j is found',
  (settings) => {
    expect(bucket(settings)).toEqual(['aws_s3_bucket.archive']);
  },
);

test('a bucket without settings is found', () => {
  expect(new Set(found(bucketIsVersioned, { aws_s3_bucket: { archive: {} } }))).toEqual(
    new Set(['aws_s3_bucket.archive']),
  );
});
