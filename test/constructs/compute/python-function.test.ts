import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PythonFunction } from '../../../src/constructs/compute/python-function';
import { ACCOUNT, resourcesOf, statementsOf } from '../../support/construct';
import { temporaryFolder } from '../../support/temporary-folder';

const path = join(temporaryFolder('function'), 'greet.zip');
writeFileSync(path, 'a package');

const resources = resourcesOf((stack) => {
  new PythonFunction(stack, 'greet', {
    name: 'petclinic-dev-greet',
    description: 'Greets',
    roleName: 'petclinic-dev-greet',
    securityGroupName: 'petclinic-dev-greet',
    logGroupName: '/petclinic/dev/greet',
    code: { path, sha256Base64: 'aGFzaA==', sha256Hex: 'beef' },
    handler: 'greet.handler.handle',
    environment: { NAME: 'Ann' },
    environmentKeyArn: 'arn:key',
    statements: [{ sid: 'Speak', actions: ['sns:Publish'], resources: ['arn:topic'] }],
    timeoutSeconds: 10,
    memoryMiB: 128,
    logs: { retentionDays: 14, kmsKeyArn: 'arn:logs-key' },
    network: { vpcId: 'vpc-1', subnetIds: ['subnet-a'], endpointSecurityGroupId: 'sg-endpoints' },
  });
});
const lambda = resources['aws_lambda_function']?.['greet_function'];
const statements = statementsOf(resources['aws_iam_role_policy']?.['greet_role_policy']?.['policy']);

test('the hash of the package names its folder and stands in the plan', () => {
  expect(lambda).toMatchObject({
    filename: 'assets/greet_code/beef/greet.zip',
    source_code_hash: 'aGFzaA==',
    handler: 'greet.handler.handle',
    runtime: 'python3.11',
  });
});

test('it waits for the rights of its role', () => {
  expect(lambda?.['depends_on']).toEqual(['aws_iam_role_policy.greet_role_policy']);
});

test('the role has what running takes beside its own statements, and its code no network interfaces', () => {
  expect(Object.keys(statements)).toEqual([
    'ManageNetworkInterfaces',
    'CodeLeavesNetworkInterfacesAlone',
    'WriteLog',
    'WriteTraces',
    'ReadEnvironment',
    'Speak',
  ]);
  expect(statements['CodeLeavesNetworkInterfacesAlone']).toMatchObject({
    Effect: 'Deny',
    Action: statements['ManageNetworkInterfaces']?.Action,
    Condition: {
      ArnEquals: {
        'lambda:SourceFunctionArn': `arn:aws:lambda:us-west-2:${ACCOUNT}:function:petclinic-dev-greet`,
      },
    },
  });
  expect(statements['ReadEnvironment']).toMatchObject({
    Resource: ['arn:key'],
    Condition: { StringEquals: { 'kms:ViaService': 'lambda.us-west-2.amazonaws.com' } },
  });
});
