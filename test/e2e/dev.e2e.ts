import { describeDeployment, NO_TROUBLE } from './deployment';
import { describeMasking, describeSecrets } from './secrets';

// Deploying takes three to four minutes, more on a machine that has other things to do.
jest.setTimeout(900_000);

// `prod` is destroyed, once its settings are those of development.
const { plans, world } = describeDeployment('dev');

describe('secrets', () => {
  describeSecrets(world, plans);
  describeMasking(world);
});

test('the emulator understood every request and refused none', async () => {
  expect(await world().status()).toMatchObject(NO_TROUBLE);
});
