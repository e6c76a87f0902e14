import { Body } from '../../support/estate';
import { PolicyStatement } from '../../support/policy-documents';
import { ACCOUNT } from '../../support/values';
import { found, policy } from '../support/cases';
import { functionManagesItsInterfaces } from './function-manages-its-interfaces';

const actions = [
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:UnassignPrivateIpAddresses',
];
const allow: PolicyStatement = { Effect: 'Allow', Action: actions, Resource: '*' };
const deny: PolicyStatement = {
  ...allow,
  Effect: 'Deny',
  Condition: {
    ArnEquals: { 'lambda:SourceFunctionArn': `arn:aws:lambda:us-west-2:${ACCOUNT}:function:migrate` },
  },
};

const lambda = (statements: PolicyStatement[], change: Body = {}) =>
  found(functionManagesItsInterfaces, {
    aws_iam_role: { migrate: { name: 'migrate' } },
    aws_iam_role_policy: { migrate: { role: '${aws_iam_role.migrate.id}', policy: policy(...statements) } },
    aws_lambda_function: {
      migrate: {
        function_name: 'migrate',
        role: '${aws_iam_role.migrate.arn}',
        vpc_config: { subnet_ids: [] },
        depends_on: ['aws_iam_role_policy.migrate'],
        ...change,
      },
    },
  });

test('a role with the rights, before the function, and a Deny for its code complies', () => {
  expect(lambda([allow, deny])).toEqual([]);
});

test('a function outside of a VPC needs none of it', () => {
  expect(lambda([{ ...allow, Action: 's3:GetObject' }], { vpc_config: undefined })).toEqual([]);
});

test.each<[string, PolicyStatement[], Body]>([
  ['a missing action', [{ ...allow, Action: actions.slice(1) }, deny], {}],
  ['a resource', [{ ...allow, Resource: `arn:aws:ec2:us-west-2:${ACCOUNT}:network-interface/*` }, deny], {}],
  ['no Deny', [allow], {}],
  ['a Deny for another function', [allow, deny], { function_name: 'genai' }],
  ['a function that does not wait', [allow, deny], { depends_on: [] }],
])('%s is found', (_, statements, change) => {
  expect(new Set(lambda(statements, change))).toEqual(new Set(['aws_lambda_function.migrate']));
});
