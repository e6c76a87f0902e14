import { Body } from '../../support/estate';
import { found } from '../support/cases';
import { functionPermissionNamesItsCaller } from './function-permission-names-its-caller';

const ARN = '${aws_api_gateway_rest_api.main.execution_arn}';

const permission = (body: Body) =>
  found(functionPermissionNamesItsCaller, {
    aws_lambda_permission: {
      main: {
        principal: 'apigateway.amazonaws.com',
        qualifier: 'live',
        source_arn: `${ARN}/v1/*/api/genai/*`,
        ...body,
      },
    },
  });

test('a path of a stage of our API complies, and so does another service with a source', () => {
  expect(permission({})).toEqual([]);
  expect(permission({ principal: 'sns.amazonaws.com', source_arn: 'arn:aws:sns:x' })).toEqual([]);
});

test.each<[Body]>([
  [{ source_arn: undefined }],
  [{ source_arn: `${ARN}/*/*/*` }],
  [{ source_arn: `${ARN}/v1/*/*` }],
  [{ source_arn: 'arn:aws:execute-api:us-west-2:123456789012:abc/v1/*/api/genai' }],
  [{ qualifier: undefined }],
  [{ principal: 'sns.amazonaws.com', source_arn: undefined }],
])('a permission with %j is found', (body) => {
  expect(permission(body)).toEqual(['aws_lambda_permission.main']);
});
