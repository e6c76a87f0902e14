import { Body } from '../../support/estate';
import { found } from '../support/cases';
import { tableHasCustomerKey } from './table-has-customer-key';

const table = (server_side_encryption: Body | undefined) =>
  found(tableHasCustomerKey, {
    aws_kms_key: { data: {} },
    aws_dynamodb_table: { sessions: { server_side_encryption } },
  });

test('a table with a key of ours complies', () => {
  expect(table({ enabled: true, kms_key_arn: '${aws_kms_key.data.arn}' })).toEqual([]);
});

test.each([
  undefined,
  { enabled: true },
  { enabled: false, kms_key_arn: '${aws_kms_key.data.arn}' },
  { enabled: true, kms_key_arn: 'alias/aws/dynamodb' },
])('%j is found', (encryption) => {
  expect(table(encryption)).toEqual(['aws_dynamodb_table.sessions']);
});
