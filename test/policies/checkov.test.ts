import { Estate, estateOf } from '../support/estate';
import { liveEstate } from '../support/live-estate';
import { withEverySwitchOn } from '../support/switches';
import { synthesize } from '../support/synthesis';
import { exceptions } from './exceptions';
import { mutations } from './mutations/checkov';
import { Found, judge } from './rule';
import { checkov } from './support/checkov';
import { Sandbox } from './support/sandbox';

/** Prefix of the stacks that are broken, in the same plan as the real ones: that takes one run for all. */
const BROKEN = 'broken-';

/** The stacks with a mutation in them, without web ACLs, which take Terraform longest. */
function brokenEstate(): Estate {
  const { stacks } = estateOf(synthesize({ environments: withEverySwitchOn() }));
  const all = Object.values(mutations).flat();
  const kept = Object.entries(stacks).filter(([name]) =>
    all.some(({ address }) => address.startsWith(`${name}/`)),
  );
  const sandbox = new Sandbox(
    new Estate(
      Object.fromEntries(
        kept.map(([name, { resource = {}, ...stack }]) => {
          const types = Object.entries(resource).filter(([type]) => !type.startsWith('aws_wafv2_'));
          return [name, { ...stack, resource: Object.fromEntries(types) }];
        }),
      ),
    ),
  );
  for (const { address, apply } of all) apply(sandbox, address);
  return sandbox.estate();
}

let found: readonly Found[] = [];

beforeAll(async () => {
  const real = liveEstate();
  found = await checkov({ '': real, [BROKEN]: brokenEstate() });
}, 1_800_000);

test('checkov finds nothing in the plan of every stack of every environment', () => {
  const own = exceptions.filter(({ rule }) => rule.startsWith('CKV'));
  const inReal = found.filter(({ address }) => !address.startsWith(BROKEN));
  expect(judge(inReal, own)).toEqual({ findings: [], unusedExceptions: [] });
});

test.each(
  Object.entries(mutations).flatMap(([check, cases]) => cases.map(({ address }) => [check, address])),
)('%s finds the break at %s', (check, address) => {
  const at = (place: string): Found[] =>
    found.filter(({ rule, address: where }) => rule === check && where === place);
  expect([at(address), at(`${BROKEN}${address}`)]).toMatchObject([[], [{ rule: check }]]);
});
