import { estateOf, Place, Resource } from '../support/estate';
import { liveEstate } from '../support/live-estate';
import { withEverySwitchOn } from '../support/switches';
import { synthesize } from '../support/synthesis';
import { exceptions } from './exceptions';
import { mutations } from './mutations/checkov';
import { Found, judge } from './rule';
import { checkov } from './support/checkov';
import { Subject } from './support/merged';
import { Sandbox } from './support/sandbox';

/** Prefix of the stacks that are broken, in the same plan as the real ones: that takes one run for all. */
const BROKEN = 'broken-';

const OUTPUT = /terraform_remote_state\.([\w-]+)\.outputs\.(\w+)(?:\.([\w-]+))?/g;

/** The broken resources of the sample estate, and those that they refer to, directly or not. */
function broken(): Subject {
  const all = Object.values(mutations).flat();
  const sandbox = new Sandbox(estateOf(synthesize({ environments: withEverySwitchOn() })));
  for (const { address, apply } of all) apply(sandbox, address);
  const estate = sandbox.estate();
  const resources = new Set<Resource>();
  const take = (resource: Resource): void => {
    if (resources.has(resource)) return;
    resources.add(resource);
    follow(resource, resource.body);
  };
  const follow = (place: Place, value: unknown): void => {
    const text = JSON.stringify(value);
    for (const [, stack = '', output = '', key] of text.matchAll(OUTPUT)) {
      const remote = estate.remoteOutput(place, stack, output, key);
      follow(remote.place, remote.value);
    }
    for (const [path] of text.matchAll(/(?<!data\.)aws_\w+\.[\w-]+/g)) {
      const resource = estate.at(place, path);
      if (resource !== undefined) take(resource);
    }
  };
  const addresses = all.map(({ address }) => address);
  estate.resources.filter(({ address }) => addresses.includes(address)).forEach(take);
  return { estate, resources: [...resources] };
}

let found: readonly Found[] = [];

beforeAll(async () => {
  const estate = liveEstate();
  found = await checkov({ '': { estate, resources: estate.resources }, [BROKEN]: broken() });
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
