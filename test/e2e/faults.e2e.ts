import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  DeleteDBInstanceCommand,
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
} from '@aws-sdk/client-rds';
import { findStack } from '../../tools/deploy/terraform';
import { forkEmulator } from '../../tools/emulator/kept';
import { stopEmulator } from '../../tools/emulator/lifecycle';
import { endpointOf, readRecord } from '../../tools/session/emulator-record';
import { cleanUp } from '../support/clean-up';
import { processesAbout } from '../support/processes';
import { temporaryFolder } from '../support/temporary-folder';
import { end, processesIn, run, Running, until } from './running';
import { heldLocks } from './state';
import { clientsOf, deployedWorld, EmulatorStatus, forgetApplied, only, openWorld, World } from './world';

// The deployment that it goes on from may be on its way.
jest.setTimeout(900_000);

const plans = temporaryFolder('faults-plans');
let world: World;

beforeAll(async () => {
  ({ world } = await deployedWorld('dev'));
});

const emulator = (command: 'start' | 'stop', ...flags: string[]): Running =>
  run(command, [...(command === 'stop' ? [] : ['--out', world.outDir]), '--home', world.home, ...flags]);
/** `npm run plan` in a shell that read the emulator's `env`. */
const plan = (): Running =>
  run('plan', ['--out', world.outDir, '--plans', plans, '--stack', 'dev-data'], world.session.env);

/** A start that comes to its end; what it said. */
async function started(): Promise<string> {
  const { exitCode, said } = await end(emulator('start'));
  expect({ exitCode, said: exitCode === 0 ? '' : said }).toEqual({ exitCode: 0, said: '' });
  world = await openWorld(world);
  return said;
}

/** Number of times that Terraform made a call so far. */
const calls = async (call: string): Promise<number> =>
  (await world.status()).callsByCaller.terraform[call] ?? 0;

describe('an emulator that ends cleanly', () => {
  test('npm stop leaves no process, and npm start goes on without planning anything', async () => {
    expect(await end(emulator('stop'))).toMatchObject({ exitCode: 0 });
    expect(processesAbout(world.home)).toEqual([]);
    expect(existsSync(join(world.home, 'moto'))).toBe(false);
    expect(await started()).toContain('It goes on from its last clean end.');
    expect((await world.status()).callsByCaller.terraform).toEqual({});
  });

  test('npm start -- --full plans what is as it was applied, until Ctrl-C', async () => {
    const start = emulator('start', '--full');
    await until(start, async () => (await calls('s3:GetBucketVersioning')) > 0);
    start.child.kill('SIGINT');
    const { exitCode, said } = await end(start);
    expect(exitCode).toBe(130);
    // Whichever stack it was at.
    expect(said).toMatch(/\S +interrupted[^]*dev-observability +not started[^]*runs on/);
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
    // All are looked at before one is killed: what keeps a database ends with it.
    const databases = processesAbout(join(world.home, 'moto', 'mariadb')).filter(({ pid }) =>
      readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('mariadbd'),
    );
    for (const { pid } of databases) process.kill(pid, 'SIGKILL');
    expect(await started()).toMatch(/The database of petclinic-dev died (once|and)/);
    const { exitCode: answered, said: answer } = await end(
      run('chat', ['--home', world.home, 'Which vets know surgery?']),
    );
    expect({ answered, answer }).toMatchObject({ answered: 0 });
  });
});

describe('a deployment that is killed or interrupted', () => {
  /** Identifiers of the database's instances, the writer first. */
  const instances = async (): Promise<(string | undefined)[]> => {
    const { DBInstances = [] } = await world.aws.rds.send(new DescribeDBInstancesCommand({}));
    return DBInstances.map(({ DBInstanceIdentifier }) => DBInstanceIdentifier).sort();
  };
  /** A start in the middle of the instance that it makes, since somebody took it away and its stack is planned. */
  async function startInTheMiddle(): Promise<Running> {
    const DBInstanceIdentifier = (await instances()).at(-1);
    await world.aws.rds.send(new DeleteDBInstanceCommand({ DBInstanceIdentifier, SkipFinalSnapshot: true }));
    forgetApplied(world, 'dev-data');
    const start = emulator('start');
    await until(start, async () => (await calls('rds:CreateDBInstance')) > 0);
    return start;
  }

  test('Terraform killed in the middle of data: npm start says so, and plan says to start first', async () => {
    const start = await startInTheMiddle();
    const { directory } = findStack(world.session, 'dev-data');
    for (const pid of processesIn(directory, 'terraform')) process.kill(pid, 'SIGKILL');
    const { exitCode, said } = await end(start);
    expect(exitCode).toBe(1);
    expect(said).toMatch(
      /dev-data: terraform apply failed\.[^]*was killed \(SIGKILL\)[^]*npm start[^]*throws this emulator away and goes on from the last clean end/,
    );
    expect((await end(plan())).said).toMatch(
      /Terraform was killed while it worked on dev-data\. Start it first: `npm start`/,
    );
  });

  test('the next one throws the emulator away, goes on from the last clean end, and holds no lock', async () => {
    expect(await started()).toMatch(
      /No clean end was left here: Terraform was killed while it worked on dev-data\. The emulator and all that is in it is thrown away\.[^]*goes on from its last clean end/,
    );
    expect(await heldLocks(world)).toEqual([]);
    expect([(await instances()).length, (await world.status()).callsByCaller.terraform]).toEqual([2, {}]);
  });

  test('npm start killed: the next one ends what it left running, and finds nothing to do', async () => {
    const start = await startInTheMiddle();
    process.kill(-(start.child.pid ?? 0), 'SIGKILL');
    expect((await end(start)).exitCode).toBeNull();
    expect(processesIn(findStack(world.session, 'dev-data').directory, 'terraform')).not.toEqual([]);
    const said = await started();
    expect(said).toMatch(/Terraform was killed while it worked on dev-data\.[^]*of the killed run ended/);
    expect(said).toMatch(/Total +\d+ +0 +0 +0 /);
    expect([(await instances()).length, (await world.status()).callsByCaller.terraform]).toEqual([2, {}]);
  });

  test('the emulator killed: plan says to start first, and the start goes on from the last clean end', async () => {
    process.kill(only([readRecord(world.home)].filter((each) => each !== undefined)).pid, 'SIGKILL');
    // Its databases and the running system end with it.
    while (processesAbout(join(world.home, 'moto')).length > 0) await sleep(100);
    expect((await end(plan())).said).toMatch(/the emulator was killed\. Start it first: `npm start`/);
    expect(await started()).toMatch(
      /No clean end was left here: the emulator was killed\.[^]*goes on from its last clean end/,
    );
  });

  test('Ctrl-C in the middle of data leaves no lock and no process, and the emulator runs on', async () => {
    const start = await startInTheMiddle();
    const { directory } = findStack(world.session, 'dev-data');
    expect((await heldLocks(world)).length).toBeGreaterThanOrEqual(1);
    expect(processesIn(directory, 'provider').length).toBeGreaterThanOrEqual(1);
    start.child.kill('SIGINT');
    const { exitCode, said } = await end(start);
    expect(exitCode).toBe(130);
    expect(said).toMatch(
      /Interrupted:[^]*dev-data +interrupted at[^]*dev-genai +not started[^]*The emulator runs on/,
    );
    expect(await heldLocks(world)).toEqual([]);
    expect(processesAbout(directory)).toEqual([]);
  });
});
