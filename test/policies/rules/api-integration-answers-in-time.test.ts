import { Body } from '../../support/estate';
import { found } from '../support/cases';
import { apiIntegrationAnswersInTime } from './api-integration-answers-in-time';

const integration = (body: Body, timeout = 28) =>
  found(apiIntegrationAnswersInTime, {
    aws_lambda_function: { genai: { timeout } },
    aws_lambda_alias: { live: { function_name: '${aws_lambda_function.genai.function_name}' } },
    aws_api_gateway_integration: { main: body },
  });
const toFunction = { type: 'AWS_PROXY', uri: '${aws_lambda_alias.live.invoke_arn}' };

test.each<[string, Body]>([
  ['29 seconds', { type: 'HTTP_PROXY', timeout_milliseconds: 29_000 }],
  ['what AWS takes by itself', { type: 'MOCK' }],
  ['longer than its function', toFunction],
])('an integration that waits %s complies', (_, body) => {
  expect(integration(body)).toEqual([]);
});

test.each<[string, Body, number]>([
  ['too long', { type: 'HTTP_PROXY', timeout_milliseconds: 29_001 }, 28],
  ['not at all', { type: 'HTTP_PROXY', timeout_milliseconds: 10 }, 28],
  ['no longer than its function', toFunction, 29],
  ['for a function past its alias', { ...toFunction, uri: '${aws_lambda_function.genai.invoke_arn}' }, 28],
])('an integration that waits %s is found', (_, body, timeout) => {
  expect(integration(body, timeout)).toEqual(['aws_api_gateway_integration.main']);
});
