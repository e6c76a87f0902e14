import { readStacks, stacksOf } from '../../../tools/deploy/graph';
import { domainIn } from '../../../tools/preview/domain';
import { sampleEnvironments } from '../../support/sample-estate';
import { synthesize } from '../../support/synthesis';

test('the domain of an environment is what its stacks say, and none where they have none', () => {
  const stacks = readStacks(synthesize());
  const environments = sampleEnvironments();
  const domains = environments.map(({ domain }) => domain);
  expect(domains.map((domain) => domain === undefined)).toEqual([true, false]);
  expect(environments.map(({ name }) => domainIn(stacksOf(name, stacks)).domain)).toEqual(domains);
});
