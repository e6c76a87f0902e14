import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DescribeDBClustersCommand } from '@aws-sdk/client-rds';
import { deployedResources } from '../../tools/deploy/state';
import { findStack } from '../../tools/deploy/terraform';
import { forkEmulator } from '../../tools/emulator/kept';
import { stopEmulator } from '../../tools/emulator/lifecycle';
import { endpointOf, readRecord } from '../../tools/session/emulator-record';
import { openSession } from '../../tools/emulator/session';
import { cleanUp } from '../support/clean-up';
import { temporaryFolder } from '../support/temporary-folder';
import { end, processesAbout, processesIn, run, Running, until } from './running';
import { heldLocks } from './state';
import { clientsOf, EmulatorStatus, newWorld, only, World } from './world';

// A deployment takes four to five minutes, more on a machine that has other things to do.
jest.setTimeout(900_000);

const plans = temporaryFolder('faults-plans');
let world: World;

beforeAll(async () => {
  world = await newWorld('dev');
});

const directory = (stack: string): string => findStack(world.session, stack).directory;
const emulator = (command: string, ...flags: string[]): Running =>
  run(command, [...(command === 'stop' ? [] : ['--out', world.outDir]), '--home', world.home, ...flags]);
/** `npm run plan`, `apply` or `drift` in a shell that read the emulator's `env`. */
const change = (command: string, env: NodeJS.ProcessEnv = {}, ...stacks: string[]): Running =>
  run(command, ['--out', world.outDir, '--plans', plans, ...stacks.flatMap((stack) => ['--stack', stack])], {
    ...world.session.env,
    ...env,
  });
/** How often Terraform made a call so far. */
const calls = async (call: string): Promise<number> =>
  (await world.status()).callsByCaller.terraform[call] ?? 0;
/** Turns to the emulator that a command started in place of the one that was thrown away. */
async function reopen(): Promise<void> {
  const { home, outDir } = world;
  const emulator = only([readRecord(home)].filter((each) => each !== undefined));
  const endpoint = endpointOf(emulator);
  world = {
    ...world,
    session: await openSession({ emulator, home, outDir }),
    endpoint,
    aws: clientsOf(endpoint),
    status: async () => (await (await fetch(`${endpoint}/_emulator/status`)).json()) as EmulatorStatus,
  };
}

describe('a deployment that is killed', () => {
  test('Terraform killed in the middle of data: npm start says so, and what it leaves is in no state', async () => {
    const start = emulator('start');
    await until(start, async () => (await calls('rds:CreateDBCluster')) > 0);
    for (const pid of processesIn(directory('dev-data'), 'terraform')) process.kill(pid, 'SIGKILL');
    const { exitCode, said } = await end(start);
    expect(exitCode).toBe(1);
    expect(said).toMatch(
      /dev-data: terraform apply failed\.[^]*was killed \(SIGKILL\)[^]*npm start[^]*throws this emulator away and begins anew/,
    );
    const known = await deployedResources(world.session, 'dev-data');
    expect(known.map(({ type }) => type)).not.toContain('aws_rds_cluster');
  });

  test.each(['plan', 'drift'])('npm run %s says to start first', async (command) => {
    const { exitCode, said } = await end(change(command));
    expect(exitCode).toBe(1);
    expect(said).toMatch(/Terraform was killed while it worked on dev-data\. Start it first: `npm start`/);
  });

  test('the next one says so and begins anew; it is killed itself', async () => {
    const start = emulator('start');
    await until(start, () => Promise.resolve(start.said().includes('The emulator listens')));
    await until(start, () => Promise.resolve(/dev-network +applying/.test(start.said())));
    process.kill(-(start.child.pid ?? 0), 'SIGKILL');
    const { exitCode, said } = await end(start);
    expect(exitCode).toBeNull();
    expect(said).toMatch(
      /No clean end was left here: Terraform was killed while it worked on dev-data\. The emulator and all that is in it is thrown away\./,
    );
  });

  test('the one after that comes to its end, and holds no lock', async () => {
    const { exitCode, said } = await end(emulator('start'));
    expect({ exitCode, said: exitCode === 0 ? '' : said }).toEqual({ exitCode: 0, said: '' });
    await reopen();
    expect(await heldLocks(world)).toEqual([]);
  });

  test('the second plan of every stack is empty', async () => {
    const { exitCode, said } = await end(change('plan'));
    expect({ exitCode, said: exitCode === 0 ? '' : said }).toEqual({ exitCode: 0, said: '' });
  });
});

describe('an emulator that ends cleanly', () => {
  test('npm stop leaves no process, and npm start goes on without planning anything', async () => {
    expect(await end(emulator('stop'))).toMatchObject({ exitCode: 0 });
    expect(processesAbout(world.home)).toEqual([]);
    const { exitCode, said } = await end(emulator('start'));
    expect({ exitCode, said: exitCode === 0 ? '' : said }).toEqual({ exitCode: 0, said: '' });
    expect(said).toContain('It goes on from its last clean end.');
    await reopen();
    expect((await world.status()).callsByCaller.terraform).toEqual({});
  });

  test('copies of it run beside it, each with a database of its own at the same name', async () => {
    const homes = [temporaryFolder('fork'), temporaryFolder('fork')];
    cleanUp(async () => {
      await Promise.all(homes.map((home) => stopEmulator(home)));
    });
    const forks = await Promise.all(homes.map((home) => forkEmulator(world.home, home, { port: 0 })));
    const found = await Promise.all(
      [world.endpoint, ...forks.map((fork) => endpointOf(fork.emulator))].map(async (endpoint) => {
        const { DBClusters } = await clientsOf(endpoint).rds.send(new DescribeDBClustersCommand({}));
        const { databases } = (await (await fetch(`${endpoint}/_emulator/status`)).json()) as EmulatorStatus;
        return { name: only(DBClusters).Endpoint, host: only(databases).host };
      }),
    );
    expect(new Set(found.map(({ name }) => name)).size).toBe(1);
    expect(found[0]?.name).toMatch(/^petclinic-dev\.cluster-\w+\.us-west-2\.rds\.amazonaws\.com$/);
    expect(new Set(found.map(({ host }) => host)).size).toBe(3);
  });

  test('a database that is killed is started again on its data, and npm start says so', async () => {
    for (const pid of processesAbout(join(world.home, 'moto', 'mariadb'))) {
      if (readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('mariadbd')) process.kill(pid, 'SIGKILL');
    }
    const { exitCode, said } = await end(emulator('start'));
    expect(exitCode).toBe(0);
    expect(said).toMatch(/The database of petclinic-dev died (once|and)/);
    const { exitCode: answered, said: answer } = await end(
      run('chat', ['--home', world.home, 'Which vets know surgery?']),
    );
    expect({ answered, answer }).toMatchObject({ answered: 0 });
  });

  test('when the emulator is killed, plan says to start first; a start goes on from the last clean end, where --full plans every stack and finds nothing to do', async () => {
    process.kill(only([readRecord(world.home)].filter((each) => each !== undefined)).pid, 'SIGKILL');
    expect((await end(change('plan'))).said).toMatch(/the emulator was killed\. Start it first: `npm start`/);
    const { exitCode, said } = await end(emulator('start', '--full'));
    expect({ exitCode, said: exitCode === 0 ? '' : said }).toEqual({ exitCode: 0, said: '' });
    expect(said).toMatch(
      /No clean end was left here: the emulator was killed\.[^]*goes on from its last clean end/,
    );
    expect(said).toMatch(/Total +\d+ +0 +0 +0 /);
    await reopen();
    expect(await calls('ec2:DescribeVpcs')).toBeGreaterThan(0);
  });
});
