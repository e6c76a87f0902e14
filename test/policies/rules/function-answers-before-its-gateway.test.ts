import { Body } from '../../support/estate';
import { foundIn, stack } from '../support/cases';
import { functionAnswersBeforeItsGateway } from './function-answers-before-its-gateway';

const ALIAS = '${data.terraform_remote_state.genai.outputs.alias_invoke_arn}';

const api = (timeout: number, integration: Body = {}) =>
  foundIn(functionAnswersBeforeItsGateway, {
    'dev-genai': stack(
      {
        aws_lambda_function: { genai: { timeout } },
        aws_lambda_alias: { live: { function_name: '${aws_lambda_function.genai.function_name}' } },
      },
      { output: { alias_invoke_arn: { value: '${aws_lambda_alias.live.invoke_arn}' } } },
    ),
    'dev-edge': stack({ aws_api_gateway_integration: { genai: { uri: ALIAS, ...integration } } }),
  });

test.each<[number, Body]>([
  [28, {}],
  [9, { timeout_milliseconds: 10_000 }],
  [900, { uri: 'http://example.com' }],
])('%d s behind %j complies', (timeout, integration) => {
  expect(api(timeout, integration)).toEqual([]);
});

test.each<[number, Body]>([
  [29, {}],
  [10, { timeout_milliseconds: 10_000 }],
])('%d s behind %j is found', (timeout, integration) => {
  expect(api(timeout, integration)).toEqual(['dev-genai/aws_lambda_function.genai']);
});
