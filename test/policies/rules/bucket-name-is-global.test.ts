import { found } from '../support/cases';
import { bucketNameIsGlobal } from './bucket-name-is-global';

const named = (bucket: string) => found(bucketNameIsGlobal, { aws_s3_bucket: { archive: { bucket } } });

test.each([
  'archive-${data.aws_caller_identity.current.account_id}-us-west-2',
  'archive-111122223333-us-west-2',
])('%s complies', (name) => {
  expect(named(name)).toEqual([]);
});

test.each(['archive', 'archive-us-west-2', 'archive-111122223333', 'archive-111122223333-us-east-1'])(
  '%s is found',
  (name) => {
    expect(named(name)).toEqual(['aws_s3_bucket.archive']);
  },
);
