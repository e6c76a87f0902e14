import { request as httpRequest } from 'node:http';
import { Journey } from '../../../tools/traffic/exchange';
import { Estate, openEstate, ownAddresses, Seen, startEcho } from './estate';

const SERVICES = ['customers-service', 'vets-service', 'visits-service', 'admin-server'];
const address = ownAddresses();
let estate: Estate;

beforeAll(async () => {
  estate = await openEstate();
  for (const service of [...SERVICES, 'vets-service']) await startEcho(estate, service, address());
});

interface Init {
  readonly method?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const ask = (path: string, { headers, ...init }: Init = {}): Promise<Response> =>
  fetch(`${estate.url}/v1${path}`, { ...init, headers: { 'x-emulator-source': '203.0.113.9', ...headers } });
const seen = async (path: string, init: Init = {}): Promise<Seen> =>
  (await (await ask(path, init)).json()) as Seen;

test('a request reaches its service with what gateway and load balancer add to it', async () => {
  const { url, method, headers, body } = await seen('/api/customers/owners?lastName=a%20b', {
    method: 'POST',
    body: '{"firstName":"Ada"}',
    headers: {
      accept: 'text/html, a/b',
      'x-forwarded-for': '192.0.2.1',
      'x-odd_name': 'x',
      'x-origin-verify': 'mine',
    },
  });
  expect([method, url, body]).toEqual([
    'POST',
    '/api/customers/owners?lastName=a%20b',
    '{"firstName":"Ada"}',
  ]);
  expect(headers).toMatchObject({
    accept: 'text/html, a/b',
    'x-forwarded-for': '192.0.2.1, 203.0.113.9, 198.51.100.1',
    'x-forwarded-port': '80',
    'x-forwarded-proto': 'http',
    'x-amzn-trace-id': expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/) as string,
  });
  expect(headers['forwarded']).toMatch(/^proto=https;host=/);
  expect(headers['x-origin-verify']).not.toBe('mine');
  expect(Object.keys(headers)).not.toContain('x-odd_name');
  expect(Object.keys(headers)).not.toContain('x-emulator-source');
});

test.each([
  ['GET', '/api/vets', '/api/vets'],
  ['GET', '/api/vets/', '/api/vets'],
  ['GET', '/api/vets/a/', '/api/vets/a/'],
  ['DELETE', '/api/visits/pets/visits?petId=1&petId=2', '/api/visits/pets/visits?petId=1&petId=2'],
  ['GET', '/api/vets/%C3%A9', '/api/vets/%C3%A9'],
  ['GET', '/admin', '/admin'],
])('%s %s is %s to the task', async (method, path, url) => {
  expect(await seen(path, { method })).toMatchObject({ method, url });
});

test.each([
  ['GET', '/nothing', {}, 404, { message: 'Not found' }],
  ['GET', '/api/genai', {}, 404, { message: 'Not found' }],
  ['GET', '/api/vets/actuator/env', {}, 403, { message: 'Forbidden' }],
  ['GET', '/api/vets//a', {}, 403, { message: 'Forbidden' }],
  ['GET', '/admin', { 'x-emulator-source': '192.0.2.7' }, 403, { message: 'Forbidden' }],
  [
    'GET',
    '/admin',
    { 'x-emulator-source': '192.0.2.7', 'x-forwarded-for': '203.0.113.9' },
    403,
    { message: 'Forbidden' },
  ],
  [
    'GET',
    '/api/vets',
    { 'x-emulator-source': 'home' },
    400,
    { message: expect.stringContaining('no IPv4 address') as string },
  ],
])('%s %s with %j is answered with %i', async (method, path, headers, status, body) => {
  const answer = await ask(path, { method, headers });
  expect([answer.status, await answer.json()]).toEqual([status, body]);
});

test('gateway answers carry the headers that are deployed; a preflight is answered by the gateway', async () => {
  const unknown = await ask('/nothing');
  expect(unknown.headers.get('access-control-allow-origin')).toBe('http://localhost:8080');
  expect(unknown.headers.get('x-amzn-errortype')).toBe('MissingAuthenticationTokenException');
  const preflight = await ask('/api/vets/vets', { method: 'OPTIONS' });
  expect([preflight.status, await preflight.text()]).toEqual([204, '']);
  expect(preflight.headers.get('access-control-allow-methods')).toContain('GET');
});

test('headers of an answer that the gateway sets itself come under another name', async () => {
  const { headers } = await ask('/api/vets');
  expect(headers.get('x-amzn-remapped-server')).toBe('echo');
  expect(headers.get('x-amzn-remapped-date')).not.toBeNull();
  expect(headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
});

test('a body above 8 KiB is refused by the firewall, one above 10 MiB by the gateway behind it', async () => {
  const { model } = estate;
  const statuses = async (bytes: number): Promise<number> =>
    (await ask('/api/customers/owners', { method: 'POST', body: 'x'.repeat(bytes) })).status;
  expect([await statuses(8192), await statuses(8193)]).toEqual([200, 403]);
  estate.change({ ...model, firewalls: [] });
  expect([await statuses(8193), await statuses(10 * 1024 * 1024 + 1)]).toEqual([200, 413]);
  estate.change(model);
});

test('tasks of a service take turns', async () => {
  const tasks = new Set<string>();
  for (let turn = 0; turn < 4; turn += 1) tasks.add((await seen('/api/vets')).task);
  expect(tasks.size).toBe(2);
});

test('the way of a request is told by the id that its answer carries, as the model says it', async () => {
  const { headers } = await ask('/api/vets');
  const told = await fetch(`${estate.url}/_traffic/requests/${headers.get('x-amzn-requestid') ?? ''}`);
  const { hops, ...journey } = (await told.json()) as Journey;
  const { prepared } = estate;
  const request = {
    method: 'GET',
    path: '/api/vets',
    query: '',
    headers: {},
    bodySize: 0,
    source: '203.0.113.9',
  };
  expect(hops).toMatchObject(prepared.judgeApi(request).hops);
  expect(journey).toMatchObject({
    ...{ method: 'GET', path: '/v1/api/vets', source: '203.0.113.9', status: 200 },
    reached: { name: 'petclinic-dev-vets-service', port: 8080 },
  });
  expect((await fetch(`${estate.url}/_traffic/requests/none`)).status).toBe(404);
});

/** Status and body of a request under a name of its own. */
const under = (host: string, path: string, method = 'GET'): Promise<[number | undefined, string]> =>
  new Promise((resolve, reject) => {
    const { port } = new URL(estate.url);
    httpRequest({ host: '127.0.0.1', port, path, method, headers: { host } }, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk.toString()));
      response.on('end', () => {
        resolve([response.statusCode, body]);
      });
    })
      .on('error', reject)
      .end();
  });

test('APIs and load balancers have names of their own', async () => {
  const { model } = estate;
  const named: typeof model = {
    ...model,
    apis: model.apis.map((api) => ({ ...api, id: 'abc123' })),
    loadBalancers: model.loadBalancers.map((one) => ({
      ...one,
      dnsName: 'lb-1.us-west-2.elb.amazonaws.com',
    })),
  };
  estate.change(named);
  const host = 'abc123.execute-api';
  expect((await under(`${host}.localhost:1234`, '/v1/nothing'))[0]).toBe(404);
  expect((await under(`${host}.us-west-2.amazonaws.com`, '/v1/nothing'))[0]).toBe(404);
  expect(await under('lb-1.us-west-2.elb.amazonaws.com', '/api/vets')).toEqual([
    403,
    '{"message":"Forbidden"}',
  ]);
  expect(await under('elsewhere.example.com', '/v1/api/vets')).toEqual([404, '{"message":"Not found"}']);
  estate.change(model);
});
