import { PolicyStatement } from '../../../support/policy-documents';
import { ACCOUNT } from '../../../support/values';
import { found, policy } from '../../support/cases';
import { rule } from './policy-has-no-wildcard-resource';

const reader = (statement: Partial<PolicyStatement>) =>
  found(rule, {
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

const endpoint = (Condition?: PolicyStatement['Condition']) =>
  found(rule, {
    aws_vpc_endpoint: {
      logs: {
        policy: policy({
          Effect: 'Allow',
          Principal: '*',
          Action: 'logs:PutLogEvents',
          Resource: '*',
          Condition,
        }),
      },
    },
  });

test.each<[Partial<PolicyStatement>]>([
  [{}],
  [{ Effect: 'Deny', Resource: '*' }],
  [{ Action: ['ecr:GetAuthorizationToken'], Resource: '*' }],
])('%j complies', (statement) => {
  expect(reader(statement)).toEqual([]);
});

test.each<[Partial<PolicyStatement>]>([
  [{ Resource: '*' }],
  [{ Resource: ['arn:aws:s3:::archive/*', 'arn:aws:s3:::*'] }],
  [{ Resource: 'arn:aws:logs:us-west-2:123456789012:*' }],
  [{ Resource: undefined, NotResource: 'arn:aws:s3:::archive/*' }],
  [{ Action: ['ecr:GetAuthorizationToken', 'ecr:BatchGetImage'], Resource: '*' }],
])('%j is found', (statement) => {
  expect(reader(statement)).toEqual(['aws_iam_policy.reader']);
});

test('an endpoint may let any resource of our own callers pass', () => {
  expect(endpoint({ StringEquals: { 'aws:PrincipalAccount': ACCOUNT } })).toEqual([]);
  expect(endpoint()).toEqual(['aws_vpc_endpoint.logs']);
});

test('in the policy of a key the wildcard is the key', () => {
  const statement: PolicyStatement = { Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' };
  expect(found(rule, { aws_kms_key: { own: { policy: policy(statement) } } })).toEqual([]);
});
