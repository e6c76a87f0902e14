import { found } from '../support/cases';
import { apiParameterIsQuoted } from './api-parameter-is-quoted';

const response = (value: string) =>
  found(apiParameterIsQuoted, {
    aws_api_gateway_integration_response: {
      main: { response_parameters: { 'method.response.header.Access-Control-Allow-Origin': value } },
    },
  });

test.each(["'*'", "'${data.x.y.z}'", 'integration.response.header.origin', 'context.requestId'])(
  '%s complies',
  (value) => {
    expect(response(value)).toEqual([]);
  },
);

test.each(['*', 'https://www.example.com', '"*"', "'*", '${data.x.y.z}'])('%s is found', (value) => {
  expect(response(value)).toEqual(['aws_api_gateway_integration_response.main']);
});
