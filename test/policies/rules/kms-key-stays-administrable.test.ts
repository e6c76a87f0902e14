import { PolicyStatement } from '../../support/policy-documents';
import { ACCOUNT } from '../../support/values';
import { found, policy } from '../support/cases';
import { kmsKeyStaysAdministrable } from './kms-key-stays-administrable';

const key = (change: Partial<PolicyStatement>) =>
  found(kmsKeyStaysAdministrable, {
    aws_kms_key: {
      data: {
        policy: policy({
          Effect: 'Allow',
          Principal: { AWS: 'arn:aws:iam::${data.aws_caller_identity.current.account_id}:root' },
          Action: ['kms:DescribeKey', 'kms:PutKeyPolicy'],
          Resource: '*',
          ...change,
        }),
      },
    },
  });

test('a key whose policy the account may change complies', () => {
  expect(key({})).toEqual([]);
});

test.each<[string, Partial<PolicyStatement>]>([
  ['without the action', { Action: 'kms:DescribeKey' }],
  ['for another principal', { Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/admin` } }],
  ['under a condition', { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }],
  ['denied', { Effect: 'Deny' }],
])('a key whose statement is %s is found', (_, change) => {
  expect(key(change)).toEqual(['aws_kms_key.data']);
});
