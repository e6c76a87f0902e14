import { DescribeDBClustersCommand } from '@aws-sdk/client-rds';
import { deployedResources } from '../../tools/deploy/state';
import { findStack } from '../../tools/deploy/terraform';
import { temporaryFolder } from '../support/temporary-folder';
import { end, processesIn, run, Running, until } from './running';
import { heldLocks } from './state';
import { newWorld, World } from './world';

// A deployment takes four to five minutes, more on a machine that has other things to do.
jest.setTimeout(900_000);

const plans = temporaryFolder('faults-plans');
let world: World;

beforeAll(async () => {
  world = await newWorld('dev');
});

const directory = (stack: string): string => findStack(world.session, stack).directory;
const emulator = (command: string): Running =>
  run(command, [...(command === 'stop' ? [] : ['--out', world.outDir]), '--home', world.home]);
/** `npm run plan`, `apply` or `drift` in a shell that read the emulator's `env`. */
const change = (command: string, env: NodeJS.ProcessEnv = {}, ...stacks: string[]): Running =>
  run(command, ['--out', world.outDir, '--plans', plans, ...stacks.flatMap((stack) => ['--stack', stack])], {
    ...world.session.env,
    ...env,
  });
/** How often Terraform made a call so far. */
const calls = async (call: string): Promise<number> =>
  (await world.status()).callsByCaller.terraform[call] ?? 0;
describe('a deployment that is killed again and again', () => {
  test('Terraform killed in the middle of data: npm start says so, and leaves what no state knows', async () => {
    const start = emulator('start');
    await until(start, async () => (await calls('rds:CreateDBCluster')) > 0);
    for (const pid of processesIn(directory('dev-data'), 'terraform')) process.kill(pid, 'SIGKILL');
    const { exitCode, said } = await end(start);
    expect(exitCode).toBe(1);
    expect(said).toMatch(
      /dev-data: terraform apply failed\.[^]*was killed \(SIGKILL\)[^]*npm start[^]*goes on from here/,
    );
    const { DBClusters = [] } = await world.aws.rds.send(new DescribeDBClustersCommand({}));
    expect(DBClusters).toHaveLength(1);
    const known = await deployedResources(world.session, 'dev-data');
    expect(known.map(({ type }) => type)).not.toContain('aws_rds_cluster');
    expect((await heldLocks(world)).length).toBe(2);
  });

  test('the next one takes that back and goes on; killed itself in the middle of services, it leaves a lock', async () => {
    const start = emulator('start');
    await until(start, async () => (await calls('ecs:RegisterTaskDefinition')) > 0);
    process.kill(-(start.child.pid ?? 0), 'SIGKILL');
    const { exitCode, said } = await end(start);
    expect(exitCode).toBeNull();
    expect(said).toMatch(
      /dev-data: an earlier run did not end\. Taken back: its lock, and .*CreateDBCluster/,
    );
    // Terraform goes with its next word, as nobody listens any more. It is not waited for: the next command has to cope.
    expect(await heldLocks(world)).toContain('petclinic/dev/services.tfstate.tflock');
  });

  test('the next one ends what is left of it; when the provider crashes, npm start says so', async () => {
    const start = emulator('start');
    await until(start, async () => (await calls('cloudwatch:PutMetricAlarm')) > 3);
    for (const pid of processesIn(directory('dev-observability'), 'provider')) process.kill(pid, 'SIGKILL');
    const { exitCode, said } = await end(start);
    expect(exitCode).toBe(1);
    expect(said).toMatch(/dev-services: an earlier run did not end\. Taken back: its lock/);
    expect(said).toMatch(/dev-observability: terraform apply failed\.[^]*goes on from here/);
  });

  test('the last one comes to its end, and holds no lock', async () => {
    const { exitCode, said } = await end(emulator('start'));
    expect({ exitCode, said: exitCode === 0 ? '' : said }).toEqual({ exitCode: 0, said: '' });
    expect(await heldLocks(world)).toEqual([]);
  });

  test('the second plan of every stack is empty', async () => {
    const { exitCode, said } = await end(change('plan'));
    expect({ exitCode, said: exitCode === 0 ? '' : said }).toEqual({ exitCode: 0, said: '' });
  });
});
