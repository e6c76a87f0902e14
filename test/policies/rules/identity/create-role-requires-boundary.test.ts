import { PolicyStatement } from '../../../support/policy-documents';
import { found, policy } from '../../support/cases';
import { rule } from './create-role-requires-boundary';

const arn = (name: string): string => `arn:aws:iam::123456789012:policy/${name}`;
const maker = (statement: Partial<PolicyStatement>) =>
  found(rule, {
    aws_iam_role: { service: { permissions_boundary: arn('bounds') } },
    aws_iam_policy: {
      bounds: { name: 'bounds', policy: policy({ Effect: 'Allow', Action: 'iam:*', Resource: '*' }) },
      maker: { name: 'maker', policy: policy({ Effect: 'Allow', Resource: '*', ...statement }) },
    },
  });
const bounded = (name: string) => ({ StringEquals: { 'iam:PermissionsBoundary': arn(name) } });

test.each<[Partial<PolicyStatement>]>([
  [{ Action: ['iam:CreateRole', 'iam:PutRolePolicy'], Condition: bounded('bounds') }],
  [{ Action: ['iam:DeleteRole', 'iam:GetRole'] }],
])('%j complies', (statement) => {
  expect(maker(statement)).toEqual([]);
});

test.each<[Partial<PolicyStatement>]>([
  [{ Action: 'iam:CreateRole' }],
  [{ Action: 'iam:PutRolePolicy', Condition: bounded('gone') }],
  [{ Action: 'iam:AttachRolePolicy', Condition: { ArnLike: { 'iam:PolicyARN': 'arn:aws:iam::aws:*' } } }],
  [{ Action: 'iam:PutRolePermissionsBoundary' }],
  [{ Action: 'iam:DeleteRolePermissionsBoundary', Condition: bounded('bounds') }],
  [{ Action: 'iam:CreatePolicyVersion' }],
  [{ Action: 'iam:Create*', Condition: bounded('bounds') }],
])('%j is found', (statement) => {
  expect(new Set(maker(statement))).toEqual(new Set(['aws_iam_policy.maker']));
});
