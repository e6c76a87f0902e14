import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Construct } from 'constructs';
import { GenaiFunction, GenaiFunctionProps } from '../../../src/constructs/genai/genai-function';
import { ModelProfile } from '../../../src/constructs/genai/model-profile';
import { modelSource } from '../../../src/lib/model-source';
import { resourcesOf, statementsOf } from '../../support/construct';
import { temporaryFolder } from '../../support/temporary-folder';

const path = join(temporaryFolder('function'), 'genai.zip');
writeFileSync(path, 'a package');

const model = (scope: Construct, id: string, identifier: string) => ({
  profile: new ModelProfile(scope, id, {
    name: id,
    description: 'A model',
    source: modelSource(identifier),
  }),
  parameter: { name: `/dev/${id}`, arn: `arn:parameter-${id}` },
  policyName: `ask-${id}`,
});

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
        chat: model(stack, 'model-id', 'us.maker.chat-v1:0'),
        embedding: model(stack, 'embedding', 'maker.embed'),
      },
      corsOrigin: 'https://www.example.com',
      dailyQuestions: 7,
      dynamodbPrefixListId: 'pl-dynamodb',
      bedrockAccess: 'endpoint',
      dataKeyArn: 'arn:data-key',
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

test.each([
  [
    'chat',
    'model-id',
    'arn:aws:bedrock:us-west-2:123456789012:inference-profile/us.maker.chat-v1:0',
    'arn:aws:bedrock:*::foundation-model/maker.chat-v1:0',
  ],
  [
    'embedding',
    'embedding',
    'arn:aws:bedrock:us-west-2::foundation-model/maker.embed',
    'arn:aws:bedrock:us-west-2::foundation-model/maker.embed',
  ],
])('it may ask its %s model through its own profile, and no other way', (key, id, copyFrom, modelArn) => {
  const arn = `\${aws_bedrock_inference_profile.${id}_profile.arn}`;
  expect(resources['aws_bedrock_inference_profile']?.[`${id}_profile`]).toMatchObject({
    name: id,
    model_source: [{ copy_from: copyFrom }],
  });
  const policy = resources['aws_iam_role_policy']?.[`genai_ask-${key}`];
  expect(policy).toMatchObject({ name: `ask-${id}`, lifecycle: { create_before_destroy: true } });
  expect(statementsOf(policy?.['policy'])).toMatchObject({
    AskProfile: { Action: ['bedrock:InvokeModel'], Resource: [arn] },
    AskModelThroughProfile: {
      Action: ['bedrock:InvokeModel'],
      Resource: [modelArn],
      Condition: { ArnEquals: { 'bedrock:InferenceProfileArn': arn } },
    },
  });
});

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
