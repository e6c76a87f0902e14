import { loadEnvironments } from '../../src/config/load';
import { Environment } from '../../src/config/schema';
import { ABSENT, changed } from '../config/configuration';
import { estateOf } from '../support/estate';
import { dev, services } from '../support/sample-estate';
import { synthesize } from '../support/synthesis';
import { rules } from './all-rules';
import { breaches } from './rule';

/** Findings of the policies in the stacks of an environment, each as `<rule>: <problem>`. */
function problemsIn(environment: Environment): string[] {
  const estate = estateOf(synthesize({ environments: [environment] }));
  return rules.flatMap((rule) => breaches(estate, rule).map(({ problem }) => `${rule.name}: ${problem}`));
}

const without = services.map((service) => changed(service, { database: ABSENT }));
const [alone] = services.slice(-1).map((service) => changed(service, { reachableFrom: [] }));
const zones = Object.values(dev.network.zones);

const known = problemsIn(loadEnvironments([dev], services)[0] as Environment);

/** Ends of what the schema allows: the policies take them too. */
test.each<[string, unknown, unknown[]]>([
  ['no service with a database', dev, without],
  ['neither a service with a database nor an assistant', changed(dev, { genai: ABSENT }), without],
  ['a single service', changed(dev, { services: { 'admin-server': { imageTag: '1' } } }), [alone]],
  [
    'the longest names of environment and zones',
    changed(dev, {
      name: 'abcdefghijkl',
      network: {
        ...dev.network,
        zones: { ['a'.repeat(40)]: zones[0], ['b'.repeat(40)]: zones[1] },
      },
    }),
    services,
  ],
])('policies hold over %s', (_, environment, catalogue) => {
  const [loaded] = loadEnvironments([environment], catalogue);
  expect(problemsIn(loaded as Environment).filter((problem) => !known.includes(problem))).toEqual([]);
});
