import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GenaiFunction, GenaiFunctionProps } from '../../../src/constructs/genai/genai-function';
import { ACCOUNT, REGION, resourcesOf } from '../../support/construct';
import { temporaryFolder } from '../../support/temporary-folder';

const path = join(temporaryFolder('function'), 'genai.zip');
writeFileSync(path, 'a package');

const parameter = (id: string, value: string) => ({ name: `/dev/${id}`, arn: `arn:parameter-${id}`, value });

const made = (change: Partial<GenaiFunctionProps> = {}) =>
  resourcesOf((stack) => {
    new GenaiFunction(stack, 'genai', {
      name: 'petclinic-dev-genai',
      roleName: 'petclinic-dev-genai',
      securityGroupName: 'petclinic-dev-genai',
      logGroupName: '/petclinic/dev/genai',
      code: { path, sha256Base64: 'aGFzaA==', sha256Hex: 'beef' },
      logs: { retentionDays: 14, kmsKeyArn: 'arn:logs-key' },
      network: { vpcId: 'vpc-1', subnetIds: ['subnet-a'], endpointSecurityGroupId: 'sg-endpoints' },
      database: {
        host: 'writer',
        port: '3306',
        name: 'petclinic',
        secretArn: 'arn:secret',
        securityGroupId: 'sg-database',
      },
      sessionTable: { name: 'sessions', arn: 'arn:table' },
      models: {
        chat: parameter('model-id', 'maker.chat-v1:0'),
        embedding: parameter('embedding', 'maker.embed'),
      },
      dynamodbPrefixListId: 'pl-dynamodb',
      bedrockAccess: 'endpoint',
      dataKeyArn: 'arn:data-key',
      region: REGION,
      accountId: ACCOUNT,
      ...change,
    });
  });

const resources = made();
const waysOut = (from: typeof resources) =>
  Object.entries(from['aws_vpc_security_group_egress_rule'] ?? {}).map(
    ([name, { from_port, referenced_security_group_id, prefix_list_id, cidr_ipv4 }]) =>
      [name, from_port, referenced_security_group_id ?? prefix_list_id ?? cidr_ipv4] as const,
  );

const WAYS = [
  ['genai_function_to-endpoints_out', 443, 'sg-endpoints'],
  ['genai_to-database_out', 3306, 'sg-database'],
  ['genai_to-sessions', 443, 'pl-dynamodb'],
];

test('it leaves for the endpoints, the database and DynamoDB, and nowhere else', () => {
  expect(waysOut(resources).sort()).toEqual(WAYS);
});

test('with Bedrock behind NAT it may call any address on 443 besides', () => {
  expect(waysOut(made({ bedrockAccess: 'nat' })).sort()).toEqual(
    [...WAYS, ['genai_to-bedrock', 443, '0.0.0.0/0']].sort(),
  );
});

test('callers get the published version, once every way out is open', () => {
  const alias = resources['aws_lambda_alias']?.['genai_live_alias'];
  expect(alias).toMatchObject({
    name: 'live',
    function_version: '${aws_lambda_function.genai_function_function.version}',
  });
  expect(alias?.['depends_on']).toEqual(
    expect.arrayContaining([
      'aws_vpc_security_group_ingress_rule.genai_to-database_in',
      'aws_vpc_security_group_egress_rule.genai_to-sessions',
      'aws_vpc_security_group_ingress_rule.genai_function_to-endpoints_in',
    ]),
  );
});

test.each([undefined, 20])('a reserved concurrency of %s is what it says', (reservedConcurrency) => {
  const { aws_lambda_function: functions } = made({ reservedConcurrency });
  expect(functions?.['genai_function_function']?.['reserved_concurrent_executions']).toBe(
    reservedConcurrency,
  );
});
