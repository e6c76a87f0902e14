import { Body } from '../../support/estate';
import { foundIn } from '../support/cases';
import { stateIsProtected } from './state-is-protected';

const prevented = { lifecycle: { prevent_destroy: true } };
const lock = {
  name: 'locks',
  billing_mode: 'PAY_PER_REQUEST',
  deletion_protection_enabled: true,
  point_in_time_recovery: { enabled: true },
  server_side_encryption: { enabled: true, kms_key_arn: '${aws_kms_key.state.arn}' },
  ...prevented,
};
const states = (change: { bucket?: Body; table?: Body; key?: Body }) =>
  foundIn(stateIsProtected, {
    'dev-network': { terraform: { backend: { s3: { bucket: 'states', dynamodb_table: 'locks' } } } },
    'state-backend': {
      called: {
        state: {
          resource: {
            aws_s3_bucket: { state: { bucket: 'states', ...prevented, ...change.bucket } },
            aws_dynamodb_table: { lock: { ...lock, ...change.table } },
            aws_kms_key: { state: { ...prevented, ...change.key } },
          },
        },
      },
    },
  });

test('a bucket, a table and a key that cannot go complies', () => {
  expect(states({})).toEqual([]);
});

test.each<[Parameters<typeof states>[0], string]>([
  [{ bucket: { lifecycle: {} } }, 'aws_s3_bucket.state'],
  [{ key: { lifecycle: undefined } }, 'aws_kms_key.state'],
  [{ table: { lifecycle: { prevent_destroy: false } } }, 'aws_dynamodb_table.lock'],
  [{ table: { deletion_protection_enabled: false } }, 'aws_dynamodb_table.lock'],
  [{ table: { billing_mode: 'PROVISIONED' } }, 'aws_dynamodb_table.lock'],
  [{ table: { point_in_time_recovery: undefined } }, 'aws_dynamodb_table.lock'],
  [{ table: { server_side_encryption: { enabled: true } } }, 'aws_dynamodb_table.lock'],
])('%j is found', (change, address) => {
  expect(states(change)).toEqual([`state-backend/module.state.${address}`]);
});

test('a bucket that nobody makes is found', () => {
  expect(states({ bucket: { bucket: 'others' } })).toEqual(['dev-network/terraform.backend']);
});
