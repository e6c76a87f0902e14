import { found } from '../support/cases';
import { kmsKeyRotates } from './kms-key-rotates';

const keys = (key: object) => found(kmsKeyRotates, { aws_kms_key: { data: { ...key } } });

test('a key that rotates complies', () => {
  expect(keys({ enable_key_rotation: true })).toEqual([]);
});

test.each([[{}], [{ enable_key_rotation: false }]])('a key with %j is found', (key) => {
  expect(keys(key)).toEqual(['aws_kms_key.data']);
});
