import { PolicyStatement } from '../../support/policy-documents';
import { found, policy } from '../support/cases';
import { policyNamesItsActions } from './policy-names-its-actions';

const reader = (statement: Partial<PolicyStatement>) =>
  found(policyNamesItsActions, {
    aws_iam_policy: {
      reader: {
        policy: policy({
          Effect: 'Allow',
          Action: 's3:GetObject',
          Resource: 'arn:aws:s3:::archive/*',
          ...statement,
        }),
      },
    },
  });

test.each<[Partial<PolicyStatement>]>([[{}], [{ Effect: 'Deny', Action: 's3:*' }]])(
  '%j complies',
  (statement) => {
    expect(reader(statement)).toEqual([]);
  },
);

test.each<[Partial<PolicyStatement>]>([
  [{ Action: '*' }],
  [{ Action: ['s3:Get*'] }],
  [{ Action: ['s3:GetObjec?'] }],
  [{ Action: undefined, NotAction: 's3:DeleteObject' }],
])('%j is found', (statement) => {
  expect(reader(statement)).toEqual(['aws_iam_policy.reader']);
});
