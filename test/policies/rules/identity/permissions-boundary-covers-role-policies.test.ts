import { Body } from '../../../support/estate';
import { PolicyStatement } from '../../../support/policy-documents';
import { found, policy } from '../../support/cases';
import { rule } from './permissions-boundary-covers-role-policies';

const TABLES = 'arn:aws:dynamodb:us-west-2:123456789012:table';
const check = (bound: Partial<PolicyStatement>, attached: Record<string, Body> = {}) =>
  found(rule, {
    aws_iam_policy: {
      most: {
        name: 'most',
        policy: policy({
          Effect: 'Allow',
          Action: ['dynamodb:GetItem', 'dynamodb:PutItem'],
          Resource: `${TABLES}/petclinic-test-*`,
          ...bound,
        }),
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
    aws_iam_role_policy_attachment: attached,
  });

const attachment = (name: string) => ({
  one: { role: '${aws_iam_role.service.name}', policy_arn: `arn:aws:iam::aws:policy/service-role/${name}` },
});

test.each<[Partial<PolicyStatement>]>([
  [{}],
  [{ Action: 'dynamodb:*' }],
  [{ Resource: '*' }],
  [{ Condition: { StringEquals: { 'aws:ResourceTag/Environment': ['dev', 'x'] } } }],
  [{ Condition: { StringEquals: { 'aws:RequestedRegion': 'us-west-2' } } }],
])('within %j a role complies', (bound) => {
  expect(check(bound)).toEqual([]);
});

test.each<[Partial<PolicyStatement>]>([
  [{ Action: 'dynamodb:PutItem' }],
  [{ Resource: `${TABLES}/petclinic-other-*` }],
  [{ Effect: 'Deny' }],
  [{ Condition: { StringEquals: { 'aws:ResourceTag/Environment': 'prod' } } }],
  [{ Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } } }],
  [{ Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }],
])('a role that %j does not cover is found', (bound) => {
  expect(new Set(check(bound))).toEqual(new Set(['aws_iam_role.service']));
});

test('what a policy of AWS’s allows has to be within the boundary, too', () => {
  const logs = attachment('AmazonAPIGatewayPushToCloudWatchLogs');
  expect(new Set(check({}, logs))).toEqual(new Set(['aws_iam_role.service']));
  expect(check({ Action: ['dynamodb:*', 'logs:*'], Resource: '*' }, logs)).toEqual([]);
});

test('a policy of AWS’s that nobody described is found', () => {
  expect(check({ Action: '*', Resource: '*' }, attachment('Unheard'))).toEqual(['aws_iam_role.service']);
});
