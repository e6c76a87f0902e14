import { randomInt } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, Server, Socket } from 'node:net';
import { join } from 'node:path';
import { Model } from '../../../tools/model/model';
import { Egress } from '../../../tools/traffic/egress';
import { merged } from '../../../tools/traffic/live-model';
import { cleanUp } from '../../support/clean-up';
import { temporaryFolder } from '../../support/temporary-folder';
import { Estate, ownAddresses, sampleModel, startEcho } from './estate';

const ENDPOINT = 'sample.cluster-1.us-west-2.rds.amazonaws.com';
const READER = 'sample.cluster-ro-1.us-west-2.rds.amazonaws.com';
const address = ownAddresses();

const sample = sampleModel();
const model: Model = {
  ...sample,
  services: {
    ...sample.services,
    databases: sample.services.databases.map((one) => ({
      ...one,
      endpoint: ENDPOINT,
      readerEndpoint: READER,
    })),
  },
};
const closed = (end: string): Model =>
  JSON.parse(JSON.stringify(model), (_, value: unknown) =>
    Array.isArray(value)
      ? (value as { id?: string }[]).filter(({ id }) => id?.endsWith(end) !== true)
      : value,
  ) as Model;

/** Server that greets, as a database does. */
async function startDatabase(at: string): Promise<Server> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined).write('hello ');
    socket.pipe(socket);
  });
  await new Promise<void>((resolve) => server.listen(3306, at, resolve));
  cleanUp(() => {
    server.close();
  });
  return server;
}

async function open(host: string, port: number): Promise<{ socket: Socket; got: () => string }> {
  let text = '';
  const socket = new Socket();
  socket.on('data', (chunk: Buffer) => (text += chunk.toString())).on('error', () => undefined);
  await new Promise<void>((resolve) => {
    socket.once('close', resolve).connect(port, host, resolve);
  });
  return { socket, got: () => text };
}

const until = async (holds: () => boolean): Promise<void> => {
  // What never holds ends the test by its time.
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10));
};

const estate = new Estate(model);
const database = address();
const folder = temporaryFolder('egress');
let networks = randomInt(0, 200);
let egress: Egress;

/** Addresses that a client finds names at. */
async function namesOf(service: string): Promise<Map<string, string>> {
  const network = `127.254.${String((networks += 1))}.`;
  const placement = [...estate.model.services.ecs, ...estate.model.services.functions].find(({ name }) =>
    name.endsWith(`-${service}`),
  );
  if (placement === undefined) throw new Error(`no ${service}`);
  const client = { id: `${service} ${network}`, placement, network };
  const file = join(folder, client.id);
  await Promise.all([egress.writeHosts(client, file), egress.writeHosts(client, file)]);
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return new Map(lines.map((line) => [line.split(' ')[1] ?? '', line.split(' ')[0] ?? '']));
}

beforeAll(async () => {
  writeFileSync(join(folder, 'hosts'), `${database} ${ENDPOINT} ${READER}\n`);
  egress = new Egress(estate, join(folder, 'hosts'));
  estate.onChange(() => {
    egress.reconsider();
  });
  cleanUp(() => {
    egress.keep(new Set());
  });
  await startDatabase(database);
  await startEcho(estate, 'vets-service', address());
});
afterEach(() => {
  estate.change(model);
});

test('a service that may reach the database talks to it under each of its names', async () => {
  const names = await namesOf('customers-service');
  for (const name of [ENDPOINT, READER]) {
    const { socket, got } = await open(names.get(name) ?? '', 3306);
    socket.write('there');
    await until(() => got() === 'hello there');
    socket.end();
    await until(() => socket.closed);
  }
});

test('a connection that the model denies stays unanswered', async () => {
  const { socket, got } = await open((await namesOf('admin-server')).get(ENDPOINT) ?? '', 3306);
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect([got(), socket.closed]).toEqual(['', false]);
  socket.destroy();
});

test('a connection that waits goes on once the model allows it', async () => {
  const customers = await namesOf('customers-service');
  estate.change(closed('customers-service_to-database_in'));
  const { socket, got } = await open(customers.get(ENDPOINT) ?? '', 3306);
  socket.write('early');
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(got()).toBe('');
  estate.change(model);
  await until(() => got() === 'hello early');
  socket.destroy();
});

test('a change that denies open connections ends them, and only them', async () => {
  const [customers, genai] = [await namesOf('customers-service'), await namesOf('genai')];
  const one = await open(customers.get(ENDPOINT) ?? '', 3306);
  const other = await open(genai.get(ENDPOINT) ?? '', 3306);
  await until(() => one.got() !== '' && other.got() !== '');
  estate.change(closed('customers-service_to-database_in'));
  await until(() => one.socket.closed);
  expect(other.socket.closed).toBe(false);
  other.socket.destroy();
});

test('a name of Cloud Map leads to the VPC of the client, where another environment has the same names', async () => {
  estate.change(merged([sampleModel('prod'), model]));
  const admin = await namesOf('dev-admin-server');
  const url = `http://${admin.get('vets-service.petclinic.local') ?? ''}:8080/api/vets/actuator/health`;
  expect((await fetch(url)).status).toBe(200);
});

test('a task is found by the name of its service, by those alone that the rules let through', async () => {
  const admin = await namesOf('admin-server');
  const url = (host: string | undefined) => `http://${host ?? ''}:8080/api/vets/actuator/health`;
  expect((await fetch(url(admin.get('vets-service.petclinic.local')))).status).toBe(200);
  const customers = await namesOf('customers-service');
  const signal = AbortSignal.timeout(300);
  await expect(fetch(url(customers.get('vets-service.petclinic.local')), { signal })).rejects.toThrow(
    'timeout',
  );
});

test('a name without a task refuses connections', async () => {
  const { socket } = await open(
    (await namesOf('admin-server')).get('visits-service.petclinic.local') ?? '',
    8080,
  );
  await until(() => socket.closed);
});
