import { definitionOf } from '../../../src/lib/api-definition';
import { Body } from '../../support/estate';
import { found } from '../support/cases';
import { apiDeploymentFollowsItsDefinition } from './api-deployment-follows-its-definition';

const API = '${aws_api_gateway_rest_api.main.id}';
const method = { rest_api_id: API, http_method: 'GET' };
const definition = definitionOf({
  'aws_api_gateway_rest_api.main': {},
  'aws_api_gateway_method.get': method,
});

const deployment = (body: Body, changedMethod: Body = {}) =>
  found(apiDeploymentFollowsItsDefinition, {
    aws_api_gateway_rest_api: { main: { name: 'petclinic' } },
    aws_api_gateway_method: { get: { ...method, ...changedMethod } },
    aws_api_gateway_deployment: {
      main: {
        rest_api_id: API,
        triggers: { definition },
        lifecycle: { create_before_destroy: true },
        depends_on: ['aws_api_gateway_method.get'],
        ...body,
      },
    },
  });

test('a deployment that knows its API, and comes after it, complies', () => {
  expect(deployment({})).toEqual([]);
});

test.each<[string, Body, Body]>([
  ['without triggers', { triggers: undefined }, {}],
  ['that comes with every plan', { triggers: { definition: '${timestamp()}' } }, {}],
  ['of a method that has changed', {}, { http_method: 'ANY' }],
  ['that may come first', { depends_on: [] }, {}],
  ['that goes first', { lifecycle: undefined }, {}],
  ['of nothing', { rest_api_id: 'abc' }, {}],
])('a deployment %s is found', (_, body, changedMethod) => {
  expect(deployment(body, changedMethod)).toEqual(['aws_api_gateway_deployment.main']);
});
