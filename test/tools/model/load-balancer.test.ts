import { HttpRequest, requestOf } from '../../../tools/model/http';
import { prepareCondition } from '../../../tools/model/load-balancer/conditions';
import { prepareListener } from '../../../tools/model/load-balancer/listener';
import {
  Condition,
  ListenerAction,
  ListenerRule,
  LoadBalancer,
} from '../../../tools/model/load-balancer/types';

const matches = (condition: Partial<Condition> & Pick<Condition, 'field'>, request: HttpRequest): boolean =>
  prepareCondition({ values: [], ...condition })(request);
const get = (target: string, headers: Record<string, string> = {}, source = '203.0.113.9') =>
  requestOf('GET', target, { headers, source });

test.each([
  ['/api/vets', '/api/vets', true],
  ['/api/vets', '/api/vets/', false],
  ['/api/vets', '/API/vets', false],
  ['/api/vets/*', '/api/vets/', true],
  ['/api/vets/*', '/api/vets/a/b', true],
  ['/api/vets/*', '/api/vets', false],
  ['/api/*/a', '/api/x/y/a', true],
  ['/a?c', '/abc', true],
  ['/a?c', '/ac', false],
  ['/a.c', '/abc', false],
  ['/api/vets/*', '/api/%76ets/a', false],
  ['/img/*', '/img/a?b=/c', true],
])('the path pattern %s and %s', (pattern, target, expected) => {
  expect(matches({ field: 'path-pattern', values: [pattern] }, get(target))).toBe(expected);
});

test('hosts and header values are compared without case, header values whole', () => {
  expect(
    matches({ field: 'host-header', values: ['*.example.com'] }, get('/', { Host: 'A.Example.com:443' })),
  ).toBe(true);
  const header = (values: string[]) => ({ field: 'http-header', name: 'X-Test', values }) as const;
  expect(matches(header(['Secret']), get('/', { 'x-test': 'secret' }))).toBe(true);
  expect(matches(header(['secret']), get('/', { 'x-test': 'secret, secret' }))).toBe(false);
  expect(matches(header(['secret*']), get('/', { 'x-test': 'secret, other' }))).toBe(true);
  expect(matches(header(['secret']), get('/'))).toBe(false);
  const repeated = { ...get('/'), headers: { 'x-test': ['one', 'two'] } };
  expect(matches(header(['two']), repeated)).toBe(true);
});

test('methods exactly, queries by key and value, sources by address', () => {
  expect(matches({ field: 'http-request-method', values: ['GET'] }, get('/'))).toBe(true);
  expect(matches({ field: 'http-request-method', values: ['get', '*'] }, get('/'))).toBe(false);
  const query = (pairs: Condition['pairs'] & {}) => ({ field: 'query-string', pairs }) as const;
  expect(matches(query([{ key: 'version', value: 'V1' }]), get('/?a=b&version=v1'))).toBe(true);
  expect(matches(query([{ key: 'version', value: 'v1' }]), get('/?other=v1'))).toBe(false);
  expect(matches(query([{ value: '*exam*' }]), get('/?a=example'))).toBe(true);
  expect(matches({ field: 'source-ip', values: ['192.0.2.0/24'] }, get('/', {}, '192.0.2.9'))).toBe(true);
  expect(matches({ field: 'source-ip', values: ['192.0.2.0/24'] }, get('/'))).toBe(false);
});

const forward = (targetGroup: string, weight = 1): ListenerAction => ({
  kind: 'forward',
  targets: [{ targetGroup, weight }],
});
const rule = (priority: number, action: ListenerAction, ...conditions: Condition[]): ListenerRule => ({
  id: `rule ${String(priority)}`,
  priority,
  conditions,
  actions: [action],
});
const judge = (
  rules: readonly ListenerRule[],
  request: HttpRequest,
  last: ListenerAction = { kind: 'fixed-response', status: 403 },
) => {
  const listener = { id: 'listener', port: 80, protocol: 'HTTP', rules, defaultActions: [last] };
  const balancer = { dropsInvalidHeaders: true, listeners: [listener] } as unknown as LoadBalancer;
  return prepareListener(balancer, listener)(request);
};
const path = (...values: string[]): Condition => ({ field: 'path-pattern', values });

test('the first rule by priority of which every condition holds acts, else the default', () => {
  const header: Condition = { field: 'http-header', name: 'x', values: ['1'] };
  const rules = [rule(20, forward('all'), path('/*')), rule(10, forward('some'), path('/a', '/a/*'), header)];
  expect(judge(rules, get('/a', { x: '1' }))).toMatchObject({ kind: 'forward', decidedBy: 'rule 10' });
  expect(judge(rules, get('/a'))).toMatchObject({ kind: 'forward', decidedBy: 'rule 20' });
  expect(judge([], get('/a'))).toMatchObject({ kind: 'answer', status: 403, decidedBy: 'listener' });
});

test('redirects keep what they do not set, and weights of zero get nothing', () => {
  const redirect: ListenerAction = {
    kind: 'redirect',
    status: 301,
    protocol: 'HTTPS',
    host: '#{host}',
    port: '443',
    path: '/#{path}',
    query: '#{query}',
  };
  expect(judge([], get('/a/b?c=d', { host: 'example.com' }), redirect)).toMatchObject({
    status: 301,
    location: 'https://example.com:443/a/b?c=d',
  });
  expect(judge([], get('/'), forward('none', 0))).toMatchObject({ kind: 'answer', status: 503 });
  expect(judge([], get('/'), { kind: 'not-judged', name: 'authenticate-oidc' })).toMatchObject({
    kind: 'not judged',
  });
});

test('invalid headers are dropped before the rules see them', () => {
  const rules = [rule(10, forward('a'), { field: 'http-header', name: 'x_y', values: ['1'] })];
  expect(judge(rules, get('/', { x_y: '1', x: '1' }))).toMatchObject({
    status: 403,
    request: { headers: { x: ['1'] } },
  });
});
