import { Estate, estateOf } from '../support/estate';
import { withEverySwitchOn } from '../support/switches';
import { synthesize } from '../support/synthesis';
import { rules } from './all-rules';
import { mutations } from './mutations/all';
import { Sandbox } from './support/sandbox';

const estate = estateOf(synthesize({ environments: withEverySwitchOn() }));

describe.each(rules.map((rule) => [rule.name, rule] as const))('%s', (name, rule) => {
  const cases = mutations[name] ?? [];
  const addressesIn = (one: Estate): string[] => rule.check(one).map(({ address }) => address);
  let unbroken: string[];

  beforeAll(() => {
    unbroken = addressesIn(estate);
  });

  test('has a way to be broken', () => {
    expect(cases.length).toBeGreaterThan(0);
  });

  test.each(cases.map((mutation, i) => [i, mutation.address, mutation] as const))(
    'finds break %i at %s',
    (_, address, mutation) => {
      expect(unbroken).not.toContain(address);
      const sandbox = new Sandbox(estate);
      mutation.apply(sandbox, address);
      expect(addressesIn(sandbox.estate())).toContain(address);
    },
  );
});

test('every mutation belongs to a rule', () => {
  expect(rules.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(mutations)));
});
