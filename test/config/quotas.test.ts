import { loadEnvironments } from '../../src/config/load';
import { ConfigError } from '../../src/config/problem';
import { quotaOf, type RaisedQuotas } from '../../src/config/quotas';
import { dev, prod, services } from '../support/sample-estate';
import { ABSENT, changed } from './configuration';

const named = (name: string, changes: object = {}): unknown => changed(dev, { name, ...changes });
const shared = { 'network.natGateways': 'shared' };
const many = (count: number, changes: object = shared): unknown[] =>
  Array.from({ length: count }, (_, index) => named(`a${index}`, changes));

/** A catalogue of services of the smallest kind, and an environment that runs it. */
function running(
  count: number,
  of: (index: number) => object,
): { environment: unknown; catalogue: unknown[] } {
  const plain = changed(services[1], { database: ABSENT, reachableFrom: [], maxTasks: 1 });
  const names = Array.from({ length: count }, (_, index) => `part${index}-service`);
  const catalogue = names.map((name, index) =>
    changed(plain, { name, path: `/part${index}`, priority: index + 1, ...of(index) }),
  );
  const images = Object.fromEntries(names.map((name) => [name, { imageTag: '1.0.0' }]));
  return { environment: changed(dev, { services: images }), catalogue };
}

function problemsOf(
  environments: readonly unknown[],
  raised: RaisedQuotas = {},
  catalogue: readonly unknown[] = services,
): readonly string[] {
  try {
    loadEnvironments(environments, catalogue, raised);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

const OR = ', or what src/config/quotas.ts says';
const PLACE = 'any/us-west-2';
const roomy = { elasticIps: 100, vpcs: 100, natGatewaysPerZone: 100, samplingRules: 100 };

describe('environments of an account and region share', () => {
  test.each<[string, unknown[], RaisedQuotas, string]>([
    [
      'five addresses',
      [dev, prod, named('staging')],
      {},
      `staging.network.natGateways: "each-zone" would make 6 addresses; allowed: 5 in ${PLACE}${OR}; 'shared' needs one`,
    ],
    [
      'five VPCs',
      many(6),
      { [PLACE]: { elasticIps: 6, natGatewaysPerZone: 6 } },
      `a5.name: "a5" would make 6 VPCs; allowed: 5 in ${PLACE}${OR}`,
    ],
    [
      'five NAT gateways in a zone',
      many(6),
      { [PLACE]: { elasticIps: 6, vpcs: 6 } },
      `a5.network.natGateways: "shared" would make 6 NAT gateways in us-west-2a; allowed: 5 in ${PLACE}${OR}; 'shared' needs one`,
    ],
    [
      '25 sampling rules',
      many(9),
      { [PLACE]: { ...roomy, samplingRules: 25 } },
      `a8.name: "a8" would make 27 sampling rules; allowed: 25 in ${PLACE}${OR}`,
    ],
    [
      '40 instances of databases',
      many(21, { ...shared, genai: ABSENT }),
      { [PLACE]: { ...roomy, gatewayEndpoints: 50 } },
      `a20.database.reader: true would make 42 database instances; allowed: 40 in ${PLACE}${OR}; false needs one`,
    ],
    [
      'ten environments, whose account has no room for more',
      many(11),
      { [PLACE]: { ...roomy, gatewayEndpoints: 50 } },
      'a10.name: "a10" would make 11 environments; allowed: 10 in account any',
    ],
    [
      'the concurrency of functions',
      [named('a1', { 'genai.reservedConcurrency': 500 }), named('a2', { 'genai.reservedConcurrency': 401 })],
      {},
      `a2.genai.reservedConcurrency: 401 would make 901 concurrent executions; allowed: 1000 in ${PLACE}${OR}; 100 of them free`,
    ],
  ])('%s', (_, environments, raised, problem) => {
    expect(problemsOf(environments, raised)).toContain(problem);
    expect(problemsOf(environments.slice(0, -1), raised)).not.toContainEqual(
      expect.stringContaining(problem.split(' would ')[1]?.split(';')[0]?.replace(/\d+ /, '') ?? ''),
    );
  });

  test('each place its own', () => {
    const place = { bucket: 'states', region: 'us-west-2', lockTable: 'locks', kmsAlias: 'alias/states' };
    const elsewhere = { account: '210987654321', backend: { type: 's3', place } };
    expect(problemsOf([dev, prod, named('staging', elsewhere)])).toEqual([]);
    expect(problemsOf([dev, prod, named('staging', shared)])).toEqual([]);
  });
});

describe('the services of an environment have', () => {
  test.each<[string, number, (index: number) => object, RaisedQuotas, string]>([
    [
      'sixty rules of a security group',
      59,
      () => ({}),
      {},
      `rules of the security group of the endpoints; allowed: 60${OR}`,
    ],
    [
      'a thousand targets',
      2,
      () => ({ maxTasks: 251 }),
      {},
      `targets of the load balancer, twice maxTasks during a deployment; allowed: 1000${OR}`,
    ],
    [
      'a hundred rules of the load balancer',
      100,
      (index) => ({ springBootAdmin: index === 0, restricted: index === 0, priority: index + 2 }),
      { [PLACE]: { securityGroupRules: 200 } },
      `rules of the load balancer; allowed: 100${OR}`,
    ],
    [
      'the resources of an API',
      50,
      (index) => ({ path: `/p${index}/a/b/c/d/e/f` }),
      {},
      `resources of the API; allowed: 300${OR}`,
    ],
  ])('%s', (_, count, of, raised, problem) => {
    const { environment, catalogue } = running(count, of);
    // `test/policies/limits.test.ts` holds the numbers against what is synthesized.
    const problems = problemsOf([environment], raised, catalogue).map((each) =>
      each.replace(/make \d+/, 'make'),
    );
    expect(problems).toContain(`dev.services: ${count} services would make ${problem}`);
  });

  test.each<[string, (index: number) => object, string]>([
    [
      'the variables of the probe',
      (index) => ({ path: `/part${index}/${'x'.repeat(70)}` }),
      'paths of 7072 characters in the environment of the probe; allowed: 4096',
    ],
    [
      'the policy of the migration function',
      (index) => ({ database: { user: `user${index}${'x'.repeat(24)}`, grants: { vets: ['SELECT'] } } }),
      'database users of 8414 characters in the policy of the migration function; allowed: 7840',
    ],
  ])('%s', (_, of, problem) => {
    const { environment, catalogue } = running(72, of);
    const large = changed(environment, { 'database.maxAcu': 256 });
    expect(problemsOf([large], { [PLACE]: { securityGroupRules: 200 } }, catalogue)).toEqual([
      `dev.services: 72 services have ${problem}, with fewer or shorter ones`,
    ]);
  });
});

test('a region where AWS starts with less has less', () => {
  expect(quotaOf('databaseInstances', 'any/ap-south-1', {})).toBe(20);
  expect(
    quotaOf('databaseInstances', 'any/ap-south-1', { 'any/ap-south-1': { databaseInstances: 30 } }),
  ).toBe(30);
});

test('what src/config/quotas.ts says is checked by path', () => {
  const raised = {
    'any/us-west-2': { elasticIps: 4, vpcs: 'ten', subnets: 3 },
    'us-west-2': {},
  } as unknown as RaisedQuotas;
  expect(problemsOf([dev], raised)).toEqual([
    'quotas.any/us-west-2.elasticIps: 4 is not allowed; allowed: a whole number from 5 to 1000000',
    'quotas.any/us-west-2.vpcs: "ten" is not allowed; allowed: a whole number from 5 to 1000000',
    expect.stringMatching(
      /^quotas\.any\/us-west-2\.subnets: is not a known key; allowed: elasticIps, vpcs, /,
    ),
    'quotas.us-west-2: "us-west-2" is the account and region of no environment; allowed: any/us-west-2',
  ]);
});
