import { Body, estateOf } from '../support/estate';
import { synthesize } from '../support/synthesis';
import { sampleEnvironments } from '../support/sample-estate';

const estate = estateOf(synthesize());
const of = (environment: string, type: string): Record<string, Body> =>
  estate.stacks[`${environment}-genai`]?.resource?.[type] ?? {};

test('a change of the model makes a new profile and new rights before the old ones go', () => {
  const withModel = (modelId: string) => {
    const environments = sampleEnvironments().map((environment) => ({
      ...environment,
      genai: environment.genai && { ...environment.genai, modelId },
    }));
    const { resource = {} } = estateOf(synthesize({ environments })).stacks['dev-genai'] ?? {};
    return [
      resource['aws_bedrock_inference_profile']?.['chat-model_profile'],
      resource['aws_iam_role_policy']?.['genai_ask-chat'],
    ];
  };
  const names = (id: string) => withModel(id).map((body) => body?.['name']);
  expect(names('us.anthropic.claude-haiku-5-5')).toEqual([
    'petclinic-dev-us-anthropic-claude-haiku-5-5',
    'petclinic-dev-ask-us-anthropic-claude-haiku-5-5',
  ]);
  expect(names('global.anthropic.claude-haiku-5-5')).toEqual([
    'petclinic-dev-global-anthropic-claude-haiku-5-5',
    'petclinic-dev-ask-global-anthropic-claude-haiku-5-5',
  ]);
  for (const body of withModel('us.anthropic.claude-haiku-5-5')) {
    expect(body?.['lifecycle']).toEqual({ create_before_destroy: true });
  }
  // The function follows a parameter at once.
  for (const parameter of Object.values(of('dev', 'aws_ssm_parameter'))) {
    expect(parameter['depends_on']).toEqual(
      ['chat', 'embedding'].map((model) => `aws_iam_role_policy.genai_ask-${model}`),
    );
  }
});

test('callers get the version of an alias that waits for every way out', () => {
  const ways = Object.entries(estate.stacks['dev-genai']?.resource ?? {}).flatMap(([type, named]) =>
    /^aws_vpc_security_group_\w+_rule$/.test(type) ? Object.keys(named).map((name) => `${type}.${name}`) : [],
  );
  expect(ways.length).toBeGreaterThan(4);
  expect(of('dev', 'aws_lambda_alias')['genai_live_alias']?.['depends_on']).toEqual(
    expect.arrayContaining(ways),
  );
});

test.each([
  ['dev', 'http://localhost:8080', '500'],
  ['prod', 'https://www.petclinic.example.com', '5000'],
])(
  'in %s pages of %s may ask, and %s questions a day are answered',
  (environment, CORS_ORIGIN, DAILY_QUESTIONS) => {
    expect(of(environment, 'aws_lambda_function')['genai_function_function']?.['environment']).toMatchObject({
      variables: { CORS_ORIGIN, DAILY_QUESTIONS },
    });
  },
);

test('concurrency is reserved where the environment says so', () => {
  const reserved = (environment: string) =>
    of(environment, 'aws_lambda_function')['genai_function_function']?.['reserved_concurrent_executions'];
  expect([reserved('dev'), reserved('prod')]).toEqual([undefined, 20]);
});

test('with Bedrock behind NAT the network has no endpoint for it, and the function a way to any address', () => {
  const environments = sampleEnvironments().map((environment) => ({
    ...environment,
    genai: environment.genai && { ...environment.genai, bedrockAccess: 'nat' as const },
  }));
  const { stacks } = estateOf(synthesize({ environments }));
  const endpoints = Object.keys(stacks['dev-network']?.resource?.['aws_vpc_endpoint'] ?? {});
  expect(endpoints).not.toContain('bedrock-runtime-endpoint_endpoint');
  expect(endpoints).toContain('ssm-endpoint_endpoint');
  const rules = stacks['dev-genai']?.resource?.['aws_vpc_security_group_egress_rule'];
  expect(rules?.['genai_to-bedrock']?.['cidr_ipv4']).toBe('0.0.0.0/0');
});
