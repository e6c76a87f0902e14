import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureInit } from '../../tools/deploy/init';
import { findStack } from '../../tools/deploy/terraform';
import { projectRoot } from '../../tools/support/project';
import { describeAssistant } from './assistant';
import { describeChat } from './chat';
import { describeDatabase } from './database';
import { NO_TROUBLE } from './deployment';
import { describeFaults } from './faults';
import { describeMigration } from './migration';
import { describeReach } from './reach';
import { describeSystem } from './system';
import { deployedWorld, World } from './world';

// The deployment that it goes on from may be on its way.
jest.setTimeout(900_000);

let deployed: World;
const world = (): World => deployed;

beforeAll(async () => {
  ({ world: deployed } = await deployedWorld('dev', { runsSystem: true }));
  // A lock is left there by a Terraform that no command of ours started.
  await ensureInit(findStack(deployed.session, 'dev-security'), deployed.session);
});

// First, since it reads a database that nobody has written to.
describe('system', () => {
  describeSystem(world);
});

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

test('cdktf deploys a stack as the README says, with the variables of `.emulator/env` and no others', () => {
  const { session, outDir } = world();
  const args = ['deploy', 'dev-security', '--auto-approve'];
  const env = { ...session.env, CDKTF_OUTDIR: outDir, FORCE_COLOR: '0' };
  const program = join(projectRoot, 'node_modules/.bin/cdktf');
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: projectRoot, encoding: 'utf8', env });
  expect({ status, said: status === 0 ? '' : stdout + stderr }).toEqual({ status: 0, said: '' });
  expect(stdout).toMatch(/dev-security\s+No changes/);
});

describeFaults(world);

test('the emulator understood every request and refused none', async () => {
  expect(await world().status()).toMatchObject(NO_TROUBLE);
});
