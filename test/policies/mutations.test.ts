import { estateOf } from '../support/estate';
import { withEverySwitchOn } from '../support/switches';
import { synthesize } from '../support/synthesis';
import { rules } from './all-rules';
import { mutations } from './mutations/all';
import { Sandbox } from './support/sandbox';

const estate = estateOf(synthesize({ environments: withEverySwitchOn() }));

describe.each(rules.map((rule) => [rule.name, rule] as const))('%s', (name, rule) => {
  const cases = mutations[name] ?? [];

  test('has a way to be broken', () => {
    expect(cases.length).toBeGreaterThan(0);
  });

  test.each(cases.map((mutation, i) => [i, mutation.address, mutation] as const))(
    'finds break %i at %s',
    (_, address, mutation) => {
      const foundIn = (sandbox: Sandbox): string[] =>
        rule.check(sandbox.estate()).map((finding) => finding.address);
      const sandbox = new Sandbox(estate);
      expect(foundIn(sandbox)).not.toContain(address);
      mutation.apply(sandbox, address);
      expect(foundIn(sandbox)).toContain(address);
    },
  );
});

test('every mutation belongs to a rule', () => {
  expect(rules.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(mutations)));
});
