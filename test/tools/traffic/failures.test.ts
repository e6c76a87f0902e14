import { Server } from 'node:http';
import { RestApi } from '../../../tools/model/api/types';
import { Model } from '../../../tools/model/model';
import { Estate, openEstate, ownAddresses, sampleModel, Seen, startEcho } from './estate';

const address = ownAddresses();
const model = sampleModel();
let estate: Estate;

beforeAll(async () => {
  estate = await openEstate(model);
});
beforeEach(() => {
  estate.change(model);
  estate.running = [];
});

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${estate.url}/v1${path}`, { headers: { 'x-emulator-source': '192.0.2.1', ...headers } });

const withIntegrations = (timeoutMs: number): Model => ({
  ...model,
  apis: model.apis.map((api) => ({
    ...api,
    methods: api.methods.map((method) =>
      method.integration === undefined
        ? method
        : { ...method, integration: { ...method.integration, timeoutMs } },
    ),
  })),
});

describe('targets that do not answer', () => {
  test('no registered target is 503', async () => {
    const answer = await get('/api/vets');
    expect([answer.status, await answer.text()]).toEqual([
      503,
      expect.stringContaining('503 Service Temporarily Unavailable'),
    ]);
  });

  test('a target that refuses the connection is 502', async () => {
    estate.add('vets-service', address());
    expect((await get('/api/vets')).status).toBe(502);
  });

  test('a target that closes the connection in the middle is 502', async () => {
    await startEcho(estate, 'vets-service', address(), (_, response) => {
      response.socket?.destroy();
      return true;
    });
    expect((await get('/api/vets')).status).toBe(502);
  });

  test('a target that closes each connection after one answer gets every request', async () => {
    const seen = new Set<unknown>();
    await startEcho(estate, 'vets-service', address(), (_, response) => {
      if (seen.has(response.socket)) response.socket?.destroy();
      const isAgain = seen.has(response.socket);
      seen.add(response.socket);
      return isAgain;
    });
    const statuses: number[] = [];
    for (let count = 0; count < 5; count += 1) statuses.push((await get('/api/vets')).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200]);
  });

  test('a target that says nothing for longer than the idle timeout is 504', async () => {
    const idle = {
      ...model,
      loadBalancers: model.loadBalancers.map((one) => ({ ...one, idleTimeoutSeconds: 0.2 })),
    };
    estate.change(idle);
    await startEcho(estate, 'vets-service', address(), () => true);
    const answer = await get('/api/vets');
    expect([answer.status, await answer.text()]).toEqual([
      504,
      expect.stringContaining('504 Gateway Time-out'),
    ]);
  });

  test('an answer that takes longer than the integration may is 504 of the gateway', async () => {
    estate.change(withIntegrations(200));
    await startEcho(estate, 'vets-service', address(), () => true);
    const answer = await get('/api/vets');
    expect(answer.status).toBe(504);
    expect(await answer.json()).toEqual({
      message: 'This is currently unavailable. Please try again later.',
    });
  });

  test('unhealthy targets get requests only when there is no healthy one', async () => {
    const [first, second] = [address(), address()];
    await startEcho(estate, 'vets-service', first);
    await startEcho(estate, 'vets-service', second);
    estate.running = estate.running.map((task) => ({ ...task, healthy: task.address === second }));
    const tasks = async () => ((await (await get('/api/vets')).json()) as Seen).task;
    expect([await tasks(), await tasks()]).toEqual([second, second]);
    estate.running = estate.running.map((task) => ({ ...task, healthy: false }));
    expect(new Set([await tasks(), await tasks()])).toEqual(new Set([first, second]));
  });

  test('bytes that are no text pass to and fro where the API takes them for binary, and are spoilt where not', async () => {
    const bytes = Buffer.from([0x89, 0x50, 0xff, 0xfe, 0x00]);
    await startEcho(estate, 'vets-service', address(), ({ body }, response) => {
      response.writeHead(200, { 'content-type': 'image/png' }).end(Buffer.from(body, 'latin1'));
      return true;
    });
    const body = async (headers: Record<string, string> = {}) => {
      const sent = { method: 'POST', body: bytes, headers: { 'content-type': 'image/png', ...headers } };
      return Buffer.from(await (await fetch(`${estate.url}/v1/api/vets`, sent)).arrayBuffer());
    };
    const binary = (...binaryMediaTypes: string[]): Model => ({
      ...model,
      apis: model.apis.map((api) => ({ ...api, binaryMediaTypes })),
    });
    estate.change(binary());
    expect((await body()).equals(bytes)).toBe(false);
    estate.change(binary('image/png'));
    expect((await body({ accept: '*/*' })).equals(bytes)).toBe(false);
    expect(await body({ accept: 'image/png' })).toEqual(bytes);
    estate.change(binary('*/*'));
    expect(await body()).toEqual(bytes);
  });
});

describe('limits', () => {
  const statuses = async (count: number, path: string, source: string): Promise<number[]> => {
    const answers = await Promise.all(
      Array.from({ length: count }, () => get(path, { 'x-emulator-source': source })),
    );
    return answers.map(({ status }) => status);
  };

  test('a method takes as many requests at once as its burst', async () => {
    await startEcho(estate, 'vets-service', address());
    const settings = [{ path: '*/*', rateLimit: 0.001, burstLimit: 3 }];
    const apis = model.apis.map((api) => ({
      ...api,
      stages: api.stages.map((stage) => ({ ...stage, id: `${stage.id}/limited`, settings })),
    }));
    estate.change({ ...model, apis });
    const given = await statuses(5, '/api/vets', '192.0.2.1');
    expect(given.filter((status) => status === 200)).toHaveLength(3);
    expect(given.filter((status) => status === 429)).toHaveLength(2);
    // Another method has a bucket of its own.
    expect(await statuses(1, '/api/vets/vets', '192.0.2.1')).toEqual([200]);
  });

  test('a rate rule counts each address apart', async () => {
    await startEcho(estate, 'vets-service', address());
    const firewalls = model.firewalls.map((acl) => ({
      ...acl,
      rules: acl.rules.map((rule) =>
        rule.statement.kind === 'rate' ? { ...rule, statement: { ...rule.statement, limit: 10 } } : rule,
      ),
    }));
    estate.change({ ...model, firewalls });
    expect(
      (await statuses(12, '/api/vets', '198.51.100.70')).filter((status) => status === 403),
    ).toHaveLength(2);
    expect(await statuses(1, '/api/vets', '198.51.100.71')).toEqual([200]);
  });
});

test('of 1,000 requests while tasks are killed and replaced, every answer is right or a 502, 503 or 504', async () => {
  // How many come within a second depends on the machine.
  const unthrottled = (api: RestApi): RestApi => ({
    ...api,
    stages: api.stages.map((stage) => ({ ...stage, settings: [] })),
  });
  estate.change({ ...model, apis: model.apis.map(unthrottled) });
  const names = ['customers-service', 'vets-service', 'visits-service'];
  const open = new Map<string, Server>();
  const start = async (service: string): Promise<void> => {
    const at = address();
    open.set(at, await startEcho(estate, service, at));
  };
  for (const service of names) await Promise.all([start(service), start(service)]);
  const kill = async (): Promise<void> => {
    const task = estate.running[Math.floor(Math.random() * estate.running.length)];
    if (task === undefined) return;
    open.get(task.address)?.closeAllConnections();
    open.get(task.address)?.close();
    await new Promise((resolve) => setTimeout(resolve, 20));
    estate.running = estate.running.filter((one) => one !== task);
    await start(task.service.name.replace('petclinic-dev-', ''));
  };

  const counts = new Map<number, number>();
  const wrong: object[] = [];
  for (let round = 0; round < 40; round += 1) {
    const killed = kill();
    const answers = Array.from({ length: 25 }, async (_, index) => {
      const path = `/api/${(names[index % 3] ?? '').replace('-service', '')}/${String(round)}-${String(index)}`;
      const answer = await get(path, { 'x-emulator-source': `192.0.2.${String(index)}` });
      const text = await answer.text();
      counts.set(answer.status, (counts.get(answer.status) ?? 0) + 1);
      const isRight =
        answer.status === 200
          ? (JSON.parse(text) as Seen).url === path
          : [502, 503, 504].includes(answer.status);
      if (!isRight) wrong.push({ path, status: answer.status, text });
    });
    await Promise.all([...answers, killed]);
  }
  expect(wrong).toEqual([]);
  expect([...counts.values()].reduce((sum, count) => sum + count, 0)).toBe(1000);
  expect(counts.get(200)).toBeGreaterThan(500);
});
