import { found } from '../support/cases';
import { bucketAccessIsLogged } from './bucket-access-is-logged';

const archive = { aws_s3_bucket: { archive: { bucket: 'archive' }, logs: { bucket: 'logs' } } };
const logging = {
  aws_s3_bucket_logging: {
    archive: { bucket: '${aws_s3_bucket.archive.id}', target_bucket: '${aws_s3_bucket.logs.id}' },
  },
};

test('a bucket that is logged complies, and so does the one that takes the logs', () => {
  expect(found(bucketAccessIsLogged, { ...archive, ...logging })).toEqual([]);
});

test('buckets that are not logged are found', () => {
  expect(found(bucketAccessIsLogged, archive)).toEqual(['aws_s3_bucket.archive', 'aws_s3_bucket.logs']);
});
