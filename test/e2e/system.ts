import { setTimeout as sleep } from 'node:timers/promises';
import { GetRestApisCommand } from '@aws-sdk/client-api-gateway';
import { ECSClient, ListTasksCommand, DescribeTasksCommand, StopTaskCommand } from '@aws-sdk/client-ecs';
import { healthyServices } from '../../tools/emulator/healthy-services';
import { load } from '../../tools/emulator/load';
import { emulatorPlace } from '../../tools/support/emulator-place';
import { GATEWAY_STAGE } from '../../src/lib/gateway';
import { namesFor } from '../../src/lib/naming';
import { serviceNames } from '../../src/lib/service-names';
import { atTheEdge, Recorded, recorded, send, told } from '../stand-ins/contract';
import { command } from './command';
import { adminLogin, sql } from './sql';
import { REGION, World } from './world';

/**
 * Recorded reads that no recorded write comes before: they hold on any fresh database, and change nothing. What the admin
 * server tells of its instances is what these expose, which is less here than where it was recorded.
 */
const READS = recorded.filter(
  (record, index) =>
    record.method === 'GET' &&
    !/^\/(instances|applications)/.test(record.path) &&
    !recorded.slice(0, index).some(({ service, method }) => service === record.service && method !== 'GET'),
);

/** Sends requests to the deployed system through its public URL, and holds them against database, ECS and logs. */
export function describeSystem(world: () => World): void {
  const url = async (service: string): Promise<string> => {
    const { trafficPort } = (await world().status()) as unknown as { trafficPort: number };
    const { path = '' } = world().config.services.find(({ name }) => name === service) ?? {};
    return `http://127.0.0.1:${trafficPort}/${GATEWAY_STAGE}${path}`;
  };
  /** Asks from an address that the admin server's allow-list holds. */
  const ask = async (record: Recorded) => {
    const [source = '127.0.0.1'] = world().config.edge.adminAllowList[0]?.split('/') ?? [];
    return send(await url(record.service), record, { 'x-emulator-source': source });
  };
  const ecs = (): ECSClient => new ECSClient(emulatorPlace(world().endpoint, world().config));
  const cluster = (): string => namesFor(world().config.name)('ecs-cluster');

  beforeAll(async () => {
    const wait = { since: new Date(), onWait: () => undefined, signal: new AbortController().signal };
    const services = await healthyServices(world().endpoint, world().config, {}, wait);
    expect(services.filter(({ trouble }) => trouble !== undefined)).toEqual([]);
  });

  test('the recorded reads are answered as the real services answer', async () => {
    const { items = [] } = await world().aws.apiGateway.send(new GetRestApisCommand({}));
    const origin = `https://${items[0]?.id ?? ''}.execute-api.${REGION}.amazonaws.com`;
    for (const record of READS) {
      const { status, contentType, answer } = atTheEdge(record);
      const given = await ask(record);
      const found = {
        ...given,
        body: told(given, { ...record, answer }, origin),
      };
      expect({ path: record.path, ...found }).toEqual({
        path: record.path,
        status,
        contentType,
        body: answer,
      });
    }
    expect(new Set(READS.map(({ service }) => service)).size).toBe(4);
  });

  test('what is written by URL is found by SQL, and the reverse', async () => {
    const owner = {
      firstName: 'Ada',
      lastName: 'Byron',
      address: '1 Row',
      city: 'Ockham',
      telephone: '1815',
    };
    const base = { service: 'customers-service', status: 0, contentType: null, answer: null };
    const written = await ask({ ...base, method: 'POST', path: '/owners', body: owner });
    const { id } = JSON.parse(written.body.toString()) as { id: number };
    const login = await adminLogin(world());
    const found = await sql(world(), login, `SELECT last_name, city FROM owners WHERE id = ${id}`);
    expect([written.status, found]).toEqual([201, { rows: [['Byron', 'Ockham']] }]);
    await sql(world(), login, `UPDATE owners SET city = 'London' WHERE id = ${id}`);
    const read = await ask({ ...base, method: 'GET', path: `/owners/${id}` });
    expect(JSON.parse(read.body.toString())).toMatchObject({ id, city: 'London' });
    await sql(world(), login, `DELETE FROM owners WHERE id = ${id}`);
  });

  test('tasks that are stopped are replaced, and meanwhile every answer is right or one of AWS', async () => {
    const serviceName = serviceNames(world().config.name, { name: 'vets-service', port: 0 }).ecsService;
    const running = async (): Promise<string[]> => {
      const { taskArns = [] } = await ecs().send(new ListTasksCommand({ cluster: cluster(), serviceName }));
      if (taskArns.length === 0) return [];
      const { tasks = [] } = await ecs().send(
        new DescribeTasksCommand({ cluster: cluster(), tasks: taskArns }),
      );
      return tasks.flatMap(({ lastStatus, taskArn = '' }) => (lastStatus === 'RUNNING' ? [taskArn] : []));
    };
    const before = await running();
    const urls = [`${await url('vets-service')}/vets`];
    // Fewer than the stage's burst of 200: a machine that stalls sends many at once.
    const measured = load(urls, 180);
    for (const task of before) await ecs().send(new StopTaskCommand({ cluster: cluster(), task }));
    const { statuses } = await measured;
    const others = Object.keys(statuses).filter((status) => !['200', '502', '503', '504'].includes(status));
    expect({ others, rightOnes: (statuses[200] ?? 0) > 0 }).toEqual({ others: [], rightOnes: true });
    let after: string[] = [];
    while (after.length !== before.length || after.some((arn) => before.includes(arn))) {
      await sleep(200);
      after = await running();
    }
  });

  test('npm run logs shows the log of a service, of a function and of the firewall', async () => {
    const logs = (name: string) => command('logs', '--home', world().home, name);
    expect((await logs('vets-service')).stdout).toMatch(/Stand-in for vets-service at http/);
    expect((await logs('waf-api')).stdout).toContain('"action":"BLOCK"');
    expect(await logs('vets')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/dev has no log vets, only .*vets-service/) as unknown,
    });
  });
}
