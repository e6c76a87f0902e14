import { PolicyStatement } from '../../../support/policy-documents';
import { found, policy } from '../../support/cases';
import { rule } from './permissions-boundary-covers-role-policies';

const TABLES = 'arn:aws:dynamodb:us-west-2:123456789012:table';
const check = (...bounds: Partial<PolicyStatement>[]) =>
  found(rule, {
    aws_iam_policy: {
      most: {
        name: 'most',
        policy: policy(
          ...bounds.map((bound) => ({
            Effect: 'Allow' as const,
            Action: ['dynamodb:GetItem', 'dynamodb:PutItem'],
            Resource: `${TABLES}/petclinic-test-*`,
            ...bound,
          })),
        ),
      },
    },
    aws_iam_role: { service: { permissions_boundary: 'arn:aws:iam::123456789012:policy/most' } },
    aws_iam_role_policy: {
      service: {
        role: '${aws_iam_role.service.id}',
        policy: policy({
          Effect: 'Allow',
          Action: ['dynamodb:GetItem'],
          Resource: [`${TABLES}/petclinic-test-sessions`],
        }),
      },
    },
  });

const otherTags = { StringNotEquals: { 'aws:ResourceTag/Environment': 'dev' } };

test.each<[Partial<PolicyStatement>[]]>([
  [[{}]],
  [[{ Action: 'dynamodb:*' }]],
  [[{ Resource: '*' }]],
  [[{}, { Effect: 'Deny', Action: 'dynamodb:PutItem' }]],
  [[{}, { Effect: 'Deny', Resource: `${TABLES}/petclinic-other-*` }]],
  [[{}, { Effect: 'Deny', Resource: undefined, NotResource: `${TABLES}/petclinic-test-*` }]],
  [[{}, { Effect: 'Deny', Condition: otherTags }]],
])('within %j a role complies', (bounds) => {
  expect(check(...bounds)).toEqual([]);
});

test.each<[Partial<PolicyStatement>[]]>([
  [[{ Action: 'dynamodb:PutItem' }]],
  [[{ Resource: `${TABLES}/petclinic-other-*` }]],
  [[{ Effect: 'Deny' }]],
  [[{}, { Effect: 'Deny' }]],
  [[{}, { Effect: 'Deny', Action: 'dynamodb:Get*', Resource: '*' }]],
  [[{}, { Effect: 'Deny', Resource: undefined, NotResource: `${TABLES}/petclinic-other-*` }]],
])('a role that %j does not cover is found', (bounds) => {
  expect(check(...bounds)).toEqual(['aws_iam_role.service']);
});
