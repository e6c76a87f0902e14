import { readStacks, stacksOf } from '../../../tools/deploy/graph';
import { domainIn } from '../../../tools/preview/domain';
import { sampleEnvironments } from '../../support/sample-estate';
import { synthesize } from '../../support/synthesis';

test('the domain of an environment is what its stacks say, and none where they have none', () => {
  const stacks = readStacks(synthesize());
  const domains = sampleEnvironments().map(({ name, domain }) => [name, domain]);
  expect(domains.map(([, domain]) => domain === undefined)).toEqual([true, false]);
  expect(domains.map(([name]) => [name, domainIn(stacksOf(String(name), stacks)).domain])).toEqual(domains);
});
