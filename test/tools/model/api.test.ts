import { prepareApi } from '../../../tools/model/api/gateway';
import { matchResource, prepareResources } from '../../../tools/model/api/match';
import { Integration, Method, RestApi, Stage } from '../../../tools/model/api/types';
import { requestOf } from '../../../tools/model/http';

const integration = (changes: Partial<Integration> = {}): Integration => ({
  id: 'integration',
  kind: 'HTTP_PROXY',
  uri: 'http://backend/{proxy}',
  httpMethod: 'ANY',
  timeoutMs: 29_000,
  requestParameters: { 'integration.request.path.proxy': 'method.request.path.proxy' },
  requestTemplates: {},
  responses: [],
  ...changes,
});
const method = (path: string, httpMethod = 'ANY', changes: Partial<Method> = {}): Method => ({
  id: `${httpMethod} ${path}`,
  path,
  httpMethod,
  authorization: 'NONE',
  needsKey: false,
  integration: integration(),
  ...changes,
});
const stage: Stage = {
  id: 'stage',
  name: 'v1',
  variables: { where: 'there' },
  settings: [
    { path: '*/*', rateLimit: 100, burstLimit: 200 },
    { path: '~1a~1{proxy+}/GET', rateLimit: 5, burstLimit: 10 },
  ],
};
const api = (methods: readonly Method[], changes: Partial<RestApi> = {}): RestApi => ({
  id: 'api',
  name: 'api',
  hasOwnEndpoint: true,
  binaryMediaTypes: [],
  paths: ['/'],
  methods,
  gatewayResponses: [],
  stages: [stage],
  domains: [],
  ...changes,
});
const judge = (methods: readonly Method[], verb: string, path: string, changes: Partial<RestApi> = {}) =>
  prepareApi(api(methods, changes), stage)(requestOf(verb, path));

const PATHS = ['/a', '/a/b', '/a/{id}', '/a/{id}/c', '/a/{proxy+}', '/{all+}', '/empty'];
test.each([
  ['/a', '/a', {}],
  ['/a/', '/a', {}],
  ['/a/b', '/a/b', {}],
  ['/a/B', '/a/{id}', { id: 'B' }],
  ['/a/b%2fc', '/a/{id}', { id: 'b%2fc' }],
  ['/a/b;x=1', '/a/{id}', { id: 'b;x=1' }],
  ['/a/1/c', '/a/{id}/c', { id: '1' }],
  ['/a/b/c', '/a/{id}/c', { id: 'b' }],
  ['/a/1/d', '/a/{proxy+}', { proxy: '1/d' }],
  ['/a/1/2/', '/a/{proxy+}', { proxy: '1/2/' }],
  ['/a//b', '/a/{proxy+}', { proxy: '/b' }],
  ['/A', '/{all+}', { all: 'A' }],
  ['/%61', '/{all+}', { all: '%61' }],
  ['/a/%2e%2e/b', '/a/{proxy+}', { proxy: '%2e%2e/b' }],
  ['/empty', '/empty', {}],
])('%s leads to the resource %s', (path, resource, parameters) => {
  const resources = prepareResources({ paths: [...PATHS].reverse(), methods: [] });
  expect(matchResource(resources, path)).toMatchObject({ path: resource, parameters });
});

test('a path that no resource fits, and a method that a resource lacks, lack a token', () => {
  const shaped = {
    id: 'unknown',
    kind: 'MISSING_AUTHENTICATION_TOKEN',
    status: 404,
    parameters: {},
    templates: {},
  };
  expect(judge([method('/a', 'GET')], 'GET', '/b')).toMatchObject({ kind: 'answer', status: 403 });
  expect(judge([method('/a', 'GET')], 'HEAD', '/a')).toMatchObject({ kind: 'answer', status: 403 });
  expect(judge([method('/a', 'GET')], 'POST', '/a', { gatewayResponses: [shaped] })).toMatchObject({
    status: 404,
    decidedBy: 'unknown',
  });
  const fallback = { ...shaped, id: 'default', kind: 'DEFAULT_4XX', status: undefined };
  expect(judge([], 'GET', '/a', { gatewayResponses: [fallback] })).toMatchObject({
    status: 403,
    decidedBy: 'default',
  });
  // The resource is there, and so the greedy one above it is not asked.
  expect(judge([method('/{all+}'), method('/a', 'GET')], 'POST', '/a')).toMatchObject({ kind: 'answer' });
});

test('a method of its own comes before ANY; keys, authorizers and sizes come before the integration', () => {
  const own = method('/a', 'OPTIONS', { integration: integration({ id: 'own' }) });
  expect(judge([method('/a'), own], 'OPTIONS', '/a').decidedBy).toBe('own');
  expect(judge([method('/a'), own], 'HEAD', '/a').decidedBy).toBe('integration');
  expect(judge([method('/a', 'ANY', { needsKey: true })], 'GET', '/a')).toMatchObject({ status: 403 });
  const large = requestOf('POST', '/a', { bodySize: 10 * 1024 * 1024 + 1 });
  expect(prepareApi(api([method('/a')]), stage)(large)).toMatchObject({ kind: 'answer', status: 413 });
});

test('an integration gets what its mappings make, and a proxy all the rest', () => {
  const mapped = method('/a/{proxy+}', 'ANY', {
    integration: integration({
      requestParameters: {
        'integration.request.path.proxy': 'method.request.path.proxy',
        'integration.request.header.X-Fixed': "'own'",
        'integration.request.header.x-copy': 'method.request.header.Accept',
        'integration.request.header.x-stage': 'stageVariables.where',
        'integration.request.querystring.q': 'method.request.querystring.a',
      },
    }),
  });
  const request = requestOf('PUT', '/a/b/c?a=1', {
    headers: { 'x-fixed': 'theirs', Accept: 'text/html, a/b' },
  });
  expect(prepareApi(api([mapped]), stage)(request)).toMatchObject({
    kind: 'integration',
    throttle: { rateLimit: 100 },
    sent: {
      method: 'PUT',
      uri: 'http://backend/b/c',
      query: 'a=1&q=1',
      headers: {
        'x-fixed': ['own'],
        'x-copy': ['text/html, a/b'],
        'x-stage': ['there'],
        accept: ['text/html, a/b'],
      },
    },
  });
  expect(judge([mapped], 'GET', '/a/b')).toMatchObject({ throttle: { rateLimit: 5 } });
  const unmapped = method('/a/{proxy+}', 'ANY', { integration: integration({ requestParameters: {} }) });
  expect(judge([unmapped], 'GET', '/a/b')).toMatchObject({ sent: { uri: 'http://backend/{proxy}' } });
});

test('a mock answers with the status that its template selects', () => {
  const response = { selection: undefined, parameters: {}, templates: {} };
  const mock = (template: string) =>
    method('/a', 'OPTIONS', {
      integration: integration({
        kind: 'MOCK',
        requestTemplates: { 'application/json': template },
        responses: [
          { ...response, status: 204 },
          { ...response, status: 500, selection: '5\\d{2}' },
        ],
      }),
    });
  expect(judge([mock('{"statusCode":204}')], 'OPTIONS', '/a')).toMatchObject({ status: 204 });
  expect(judge([mock('{"statusCode": 503}')], 'OPTIONS', '/a')).toMatchObject({ status: 500 });
  expect(judge([mock('')], 'OPTIONS', '/a')).toMatchObject({ status: 500 });
});
