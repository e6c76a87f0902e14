import { loadEnvironments } from '../../src/config/load';
import { Body, estateOf } from '../support/estate';
import { synthesize } from '../support/synthesis';

const estate = estateOf(synthesize());
const of = (environment: string, type: string): Record<string, Body> =>
  estate.stacks[`${environment}-genai`]?.resource?.[type] ?? {};

test('the models are those of the environment, as parameters below its path', () => {
  const parameters = Object.values(of('prod', 'aws_ssm_parameter')).map(({ name, type, value }) => [
    name,
    type,
    value,
  ]);
  expect(parameters.sort()).toEqual([
    ['/petclinic/prod/genai/embedding-model-id', 'String', 'amazon.titan-embed-text-v2:0'],
    ['/petclinic/prod/genai/model-id', 'String', 'anthropic.claude-3-haiku-20240307-v1:0'],
  ]);
});

test('the sessions lie in a table by their id, with our key', () => {
  expect(of('dev', 'aws_dynamodb_table')['sessions_table']).toMatchObject({
    name: 'petclinic-dev-genai-sessions',
    billing_mode: 'PAY_PER_REQUEST',
    hash_key: 'sessionId',
    attribute: [{ name: 'sessionId', type: 'S' }],
    ttl: { attribute_name: 'expiresAt', enabled: true },
    server_side_encryption: {
      enabled: true,
      kms_key_arn: '${data.terraform_remote_state.security.outputs.data_key_arn}',
    },
  });
});

test('the function is told the writer and its own login, out of the data stack', () => {
  const lambda = of('dev', 'aws_lambda_function')['genai_function_function'];
  const data = (output: string) => `\${data.terraform_remote_state.data.outputs.${output}}`;
  expect(lambda?.['environment']).toMatchObject({
    variables: {
      DATABASE_HOST: data('database_endpoint'),
      DATABASE_PORT: data('database_port'),
      DATABASE_NAME: 'petclinic',
      DATABASE_SECRET_ARN: data('user_secret_arns.genai'),
      SESSION_TABLE: '${aws_dynamodb_table.sessions_table.name}',
      MODEL_ID_PARAMETER: '/petclinic/dev/genai/model-id',
      EMBEDDING_MODEL_ID_PARAMETER: '/petclinic/dev/genai/embedding-model-id',
    },
  });
});

test('concurrency is reserved where the environment says so', () => {
  const reserved = (environment: string) =>
    of(environment, 'aws_lambda_function')['genai_function_function']?.['reserved_concurrent_executions'];
  expect([reserved('dev'), reserved('prod')]).toEqual([undefined, 20]);
});

test('what edge reads is of the alias', () => {
  const outputs = Object.entries(estate.stacks['dev-genai']?.output ?? {});
  expect(Object.fromEntries(outputs.map(([name, { value }]) => [name, value]))).toEqual({
    function_name: '${aws_lambda_function.genai_function_function.function_name}',
    alias_name: '${aws_lambda_alias.genai_live_alias.name}',
    log_group: '${aws_cloudwatch_log_group.genai_function_log-group_group.name}',
    alias_arn: '${aws_lambda_alias.genai_live_alias.arn}',
    alias_invoke_arn: '${aws_lambda_alias.genai_live_alias.invoke_arn}',
  });
});

test('with Bedrock behind NAT the network has no endpoint for it, and the function a way to any address', () => {
  const environments = loadEnvironments().map((environment) => ({
    ...environment,
    genai: { ...environment.genai, bedrockAccess: 'nat' as const },
  }));
  const { stacks } = estateOf(synthesize({ environments }));
  const endpoints = Object.keys(stacks['dev-network']?.resource?.['aws_vpc_endpoint'] ?? {});
  expect(endpoints).not.toContain('bedrock-runtime-endpoint_endpoint');
  expect(endpoints).toContain('ssm-endpoint_endpoint');
  const rules = stacks['dev-genai']?.resource?.['aws_vpc_security_group_egress_rule'];
  expect(rules?.['genai_to-bedrock']?.['cidr_ipv4']).toBe('0.0.0.0/0');
});
