import { setTimeout as sleep } from 'node:timers/promises';
import { Clinic, startClinic } from './clinic';
import { recorded, send, told } from './contract';

let clinic: Clinic;

beforeAll(async () => {
  clinic = await startClinic();
});

interface Instance {
  readonly statusInfo: { readonly status: string };
}

const urlOf = (service: string): string => clinic.urls[service] ?? '';

async function ask(
  service: string,
  path: string,
  { headers, ...init }: { method?: string; body?: string; headers?: Record<string, string> } = {},
): Promise<{ status: number; body: unknown }> {
  const answer = await fetch(`${urlOf(service)}${path}`, {
    ...init,
    headers: { Accept: 'application/json', 'Content-Type': 'application/json', ...headers },
  });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
}

const post = (service: string, path: string, body: unknown) =>
  ask(service, path, { method: 'POST', body: JSON.stringify(body) });

test('answers in the order of the recording are those of the real services', async () => {
  const differences: unknown[] = [];
  const answers: unknown[] = [];
  for (const [index, record] of recorded.entries()) {
    // The admin server knows its instances after its first look at them.
    if (record.path === '/instances') await allUp();
    const answer = await send(urlOf(record.service), record);
    const found = {
      status: answer.status,
      contentType: answer.contentType,
      answer: told(answer, record, new URL(urlOf(record.service)).origin),
    };
    answers.push(found);
    const { status, contentType, answer: expected } = record;
    try {
      expect(found).toEqual({ status, contentType, answer: expected });
    } catch (error) {
      differences.push(`${index} ${record.method} ${record.path}: ${(error as Error).message}`);
    }
  }
  expect(differences).toEqual([]);
  expect(answers).toHaveLength(85);
});

async function allUp(): Promise<void> {
  for (let tries = 0; tries < 250; tries += 1) {
    const { body } = await ask('admin-server', '/instances');
    if ((body as Instance[]).every(({ statusInfo }) => statusInfo.status === 'UP')) return;
    await sleep(200);
  }
  throw new Error('not all instances are up');
}

describe('what is written by URL is found by SQL, and the reverse', () => {
  test('owners', async () => {
    const owner = { firstName: 'Ada', lastName: 'Lace', address: '1 Way', city: 'Town', telephone: '123' };
    const { status, body } = await post('customers-service', '/owners', owner);
    expect(status).toBe(201);
    const { id } = body as { id: number };
    expect(await clinic.ask(`SELECT first_name, telephone FROM owners WHERE id = ${id}`)).toEqual([
      { first_name: 'Ada', telephone: '123' },
    ]);
    await clinic.ask(`UPDATE owners SET city = 'Øst' WHERE id = ${id}`);
    expect((await ask('customers-service', `/owners/${id}`)).body).toMatchObject({ city: 'Øst', pets: [] });
  });

  test('a visit with the id of another changes that one', async () => {
    const { body } = await post('visits-service', '/owners/1/pets/7/visits', { id: 1, description: 'moved' });
    expect(body).toMatchObject({ id: 1, description: 'moved', petId: 7 });
    expect(await clinic.ask('SELECT description FROM visits WHERE id = 1')).toEqual([
      { description: 'moved' },
    ]);
    expect((await post('visits-service', '/owners/1/pets/7/visits', { id: 12345 })).status).toBe(500);
  });
});

const owner = { firstName: 'A', lastName: 'B', address: 'C', city: 'D', telephone: '1' };

test.each([
  ['numbers are texts to Jackson', { ...owner, telephone: 608555 }, 201],
  ['thirteen digits', { ...owner, telephone: '1234567890123' }, 400],
  ['a fraction', { ...owner, telephone: '12.5' }, 400],
  ['an exponent within the range', { ...owner, telephone: '1e3' }, 201],
  ['white space alone', { ...owner, city: ' \t' }, 400],
  ['an object for a text', { ...owner, city: {} }, 400],
  ['unknown fields', { ...owner, pets: 'none', extra: 1 }, 201],
  ['a list', [owner], 400],
])('an owner with %s', async (_, body, status) => {
  expect((await post('customers-service', '/owners', body)).status).toBe(status);
});

test.each([
  ['GET', '/owners/', 404],
  ['GET', '/owners/2147483648', 400],
  ['GET', '/owners/%31', 200],
  ['GET', '/owners/1;x=y', 200],
  ['GET', '/owners//1', 404],
  ['HEAD', '/owners', 200],
  ['PATCH', '/owners', 405],
  ['OPTIONS', '/owners', 200],
  ['GET', '/actuator/health/db', 404],
  ['GET', '/actuator/metrics/process.uptime', 200],
  ['GET', '/actuator/metrics/none', 404],
])('%s %s of customers-service answers %i', async (method, path, status) => {
  const response = await fetch(`${urlOf('customers-service')}${path}`, { method });
  await response.arrayBuffer();
  expect(response.status).toBe(status);
});

test('a body that is said to be text is refused with 415', async () => {
  const headers = { 'Content-Type': 'text/plain' };
  const answer = await ask('customers-service', '/owners', { method: 'POST', body: '{}', headers });
  expect(answer.status).toBe(415);
});

test('events of the admin server are a stream', async () => {
  const stop = new AbortController();
  const answer = await fetch(`${urlOf('admin-server')}/applications`, {
    headers: { Accept: 'text/event-stream' },
    signal: stop.signal,
  });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/event-stream']);
  stop.abort();
});

test('the page of the admin server has the public address as its base', async () => {
  const answer = await fetch(urlOf('admin-server'), {
    headers: { Accept: 'text/html', Forwarded: 'for=203.0.113.9;host=clinic.example.org;proto=https' },
  });
  expect(await answer.text()).toContain('<base href="https://clinic.example.org/v1/admin/">');
});

test('without the database requests fail in time, liveness stays, and all is well when it is back', async () => {
  await clinic.freeze();
  const [owners, liveness, readiness] = await Promise.all([
    ask('customers-service', '/owners'),
    ask('customers-service', '/actuator/health/liveness'),
    ask('customers-service', '/actuator/health/readiness'),
  ]);
  expect([owners.status, liveness.status, readiness.status]).toEqual([500, 200, 200]);
  expect(await ask('customers-service', '/actuator/health')).toMatchObject({
    status: 503,
    body: { status: 'DOWN' },
  });
  clinic.thaw();
  expect((await ask('customers-service', '/owners')).status).toBe(200);
});
