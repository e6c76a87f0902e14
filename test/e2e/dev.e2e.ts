import { down } from '../../tools/deploy/down';
import { RunReport } from '../../tools/deploy/run-report';
import { chat } from './chat';
import { describeDeployment, NO_TROUBLE } from './deployment';
import { leftovers, nothingLeft, taskDefinitionsOf } from './leftovers';
import { describeMasking, describeSecrets } from './secrets';
import { addressesInState } from './state';

// Deploying takes three to four minutes, more on a machine that has other things to do.
jest.setTimeout(900_000);

const deployment = describeDeployment('dev');
const { stacks, world } = deployment;

describe('secrets', () => {
  describeSecrets(world, deployment.plans);
  describeMasking(world);
});

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
