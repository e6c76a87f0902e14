import { Body } from '../../support/estate';
import { found } from '../support/cases';
import { apiIntegrationCarriesTheOriginHeader } from './api-integration-carries-the-origin-header';

const HEADER = 'integration.request.header.x-origin-verify';
const SECRET = '${data.aws_secretsmanager_secret_version.origin.secret_string}';
const REST = { 'integration.request.path.proxy': 'method.request.path.proxy' };

const integration = (parameters: Body | undefined, type = 'HTTP_PROXY') =>
  found(apiIntegrationCarriesTheOriginHeader, {
    aws_api_gateway_integration: {
      main: { type, uri: 'http://balancer/api/vets/{proxy}', request_parameters: parameters },
    },
  });

test('an integration with the header and the rest of the path complies, and so does one with a function', () => {
  expect(integration({ [HEADER]: `'${SECRET}'`, ...REST })).toEqual([]);
  expect(integration(undefined, 'AWS_PROXY')).toEqual([]);
});

test.each<[string, Body | undefined]>([
  ['no header', REST],
  ['a value that anyone may know', { [HEADER]: "'gateway'", ...REST }],
  ['a value without quotes', { [HEADER]: SECRET, ...REST }],
  ['another header', { 'integration.request.header.host': `'${SECRET}'`, ...REST }],
  ['a path that ends early', { [HEADER]: `'${SECRET}'` }],
])('an integration with %s is found', (_, parameters) => {
  expect(integration(parameters)).toEqual(['aws_api_gateway_integration.main']);
});
