import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { down } from '../../tools/deploy/down';
import { RunReport } from '../../tools/deploy/run-report';
import { projectRoot } from '../../tools/support/project';
import { describeAssistant } from './assistant';
import { chat, describeChat } from './chat';
import { describeDatabase } from './database';
import { describeDeployment, NO_TROUBLE } from './deployment';
import { describeFaults } from './faults';
import { leftovers, nothingLeft, taskDefinitionsOf } from './leftovers';
import { describeMigration } from './migration';
import { describeReach } from './reach';
import { describeSecrets } from './secrets';
import { addressesInState, describeLocks } from './state';

// Deploying takes three to four minutes, more on a machine that has other things to do.
jest.setTimeout(900_000);

const deployment = describeDeployment('dev');
const { stacks, world } = deployment;

describe('database', () => {
  describeDatabase(world);
  describeMigration(world);
});

describe('assistant', () => {
  describeAssistant(world);
});

describe('chat', () => {
  describeChat(world);
});

describe('reach', () => {
  describeReach(world);
});

describe('locks', () => {
  describeLocks(world);
});

// Behind all that, since it writes too.
describe('secrets', () => {
  describeSecrets(world, deployment.plans);
});

test('cdktf deploys the stacks as the README says, with the variables of `.emulator/env` and no others', () => {
  const { session, outDir } = world();
  const args = ['deploy', 'dev-security', 'dev-network', '--auto-approve'];
  const env = { ...session.env, CDKTF_OUTDIR: outDir, FORCE_COLOR: '0' };
  const program = join(projectRoot, 'node_modules/.bin/cdktf');
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: projectRoot, encoding: 'utf8', env });
  expect({ status, said: status === 0 ? '' : stdout + stderr }).toEqual({ status: 0, said: '' });
  expect(stdout).toMatch(/dev-security\s+No changes/);
  expect(stdout).toMatch(/dev-network\s+No changes/);
});

describeFaults(world);

describe('after destroying it', () => {
  let report: RunReport;

  beforeAll(async () => {
    report = await down({ session: world().session, environment: 'dev' });
  });

  test('the stacks went in reverse order, and those of the account stayed', () => {
    expect(report.failures).toEqual([]);
    expect(report.stacks.map(({ stack }) => stack)).toEqual(
      stacks.filter((name) => name.startsWith('dev-')).reverse(),
    );
  });

  test('npm run chat says that the function is not deployed', async () => {
    const { exitCode, stderr } = await chat(world(), 'Hello');
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('is not deployed on the emulator')]);
  });

  test('nothing is left but the stacks of the account', async () => {
    expect(leftovers(world())).toEqual({
      ...nothingLeft(world()),
      // What a deployment goes back to stays; it costs nothing.
      taskDefinitions: taskDefinitionsOf(world()),
    });
    for (const stack of stacks.filter((name) => name.startsWith('dev-'))) {
      expect(await addressesInState(world(), `petclinic/${stack.replace('-', '/')}.tfstate`)).toEqual([]);
    }
  });

  test('the emulator understood every request and refused none', async () => {
    expect(await world().status()).toMatchObject(NO_TROUBLE);
  });
});
