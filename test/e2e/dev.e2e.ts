import { services } from '../../src/config/services';
import { down } from '../../tools/deploy/down';
import { RunReport } from '../../tools/deploy/run-report';
import { describeCdktf } from './cdktf';
import { chat, describeChat } from './chat';
import { describeDatabase } from './database';
import { describeDeployment, NO_TROUBLE } from './deployment';
import { describeNoDomain } from './domain';
import { calledBetween, deniedTo, terraformCalls } from './identity';
import { leftovers, NOTHING_LEFT } from './leftovers';
import { describeMigration } from './migration';
import { describeQuestions } from './questions';
import { addressesInState, describeLocks } from './state';

// Deploying takes three to four minutes, more on a machine that has other things to do.
jest.setTimeout(900_000);

const deployment = describeDeployment('dev');
const { stacks, world } = deployment;

describeQuestions(deployment, () => {
  describe('database', () => {
    describeDatabase(world);
    describeMigration(world);
  });

  describe('chat', () => {
    describeChat(world);
  });

  describe('domain', () => {
    describeNoDomain(world);
  });

  describe('locks', () => {
    describeLocks(world);
  });
});

describe('cdktf', () => {
  describeCdktf(world);
});

describe('after destroying it', () => {
  let report: RunReport;
  let called: readonly string[];

  beforeAll(async () => {
    const before = await terraformCalls(world());
    report = await down({ session: world().session, environment: 'dev' });
    called = calledBetween(before, await terraformCalls(world()));
  });

  test('the stacks went in reverse order, and the state backend stayed', () => {
    expect(report.failures).toEqual([]);
    expect(report.stacks.map(({ stack }) => stack)).toEqual(stacks.slice(1).reverse());
  });

  test('the apply role may make every call that it took', async () => {
    expect(called).toContain('ec2:DeleteVpc');
    expect(await deniedTo(world(), 'petclinic-dev-apply', called)).toEqual([]);
  });

  test('npm run chat says that the function is not deployed', async () => {
    const { exitCode, stderr } = await chat(world(), 'Hello');
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('is not deployed on the emulator')]);
  });

  test('nothing is left but the state backend', async () => {
    expect(await leftovers(world())).toEqual({
      ...NOTHING_LEFT,
      // What a deployment goes back to stays; it costs nothing.
      taskDefinitions: services.map(({ name }) => `petclinic-dev-${name}:1`).sort(),
    });
    for (const stack of stacks.slice(1)) {
      expect(await addressesInState(world(), `petclinic/${stack.replace('-', '/')}.tfstate`)).toEqual([]);
    }
  });

  test('the emulator understood every request and refused none', async () => {
    expect(await world().status()).toMatchObject(NO_TROUBLE);
  });
});
