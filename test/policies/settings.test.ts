import { optionalEndpoints } from '../../src/config/endpoints';
import { loadEnvironments } from '../../src/config/load';
import { loadRepository } from '../../src/config/repository';
import { failuresOf, proofsOf } from '../../tools/reach/prove';
import { reachIn } from '../../tools/reach/folder';
import { ABSENT, changed } from '../config/configuration';
import { estateOf } from '../support/estate';
import { dev, prod, services } from '../support/sample-estate';
import { synthesize } from '../support/synthesis';
import { rules } from './all-rules';
import { breaches } from './rule';

/** Changes of one setting each, by the name of the environment that has it, and what it takes away or brings. */
const settings = {
  sharednat: { 'network.natGateways': 'shared' },
  fewpoints: { 'network.interfaceEndpoints': ['ssm', 'secretsmanager'] },
  nogenai: { genai: ABSENT },
  nobudget: { 'governance.budget': ABSENT },
  noreader: { 'database.reader': false },
  protected: { 'database.deletionProtection': true, 'database.finalSnapshot': true },
  domain: { domain: { name: 'clinic.example.org', hostedZoneId: 'Z0123456789' } },
  mildest: { 'alarms.failures': 1, 'alarms.errorPercent': 1 },
  smallest: {
    'network.natGateways': 'shared',
    'network.interfaceEndpoints': ['secretsmanager'],
    genai: ABSENT,
    'governance.budget': ABSENT,
    'database.reader': false,
  },
} as const;

/** Environments in an account and a state bucket of their own. */
function named(base: object, name: string, index: number): unknown {
  const account = String(100_000_000_000 + index);
  const place = { region: 'us-west-2', lockTable: 'locks', kmsAlias: 'alias/states' };
  return changed(base, {
    ...{ name, account },
    backend: { type: 's3', place: { bucket: `states-${account}-us-west-2`, ...place } },
  });
}

const all = loadEnvironments(
  [
    ...Object.entries(settings).map(([name, changes], index) => changed(named(dev, name, index), changes)),
    named(prod, 'prod', 100),
  ],
  services,
);
// With ids of owner and repository, subjects of GitHub's tokens have two forms.
const repository = { ...loadRepository(), ids: { owner: '12', repository: '34' } };
const outDir = synthesize({ environments: all, repository });
const estate = estateOf(outDir);

/** Addresses of an environment's resources of a type, without the environment. */
const addresses = (environment: string, type: string): string[] =>
  estate
    .ofType(type)
    .filter(({ address }) => address.startsWith(`${environment}-`))
    .map(({ address }) => address.slice(environment.length + 1))
    .sort();

test.each(rules.map((rule) => [rule.name, rule] as const))('every setting keeps %s', (_, rule) => {
  const broken = breaches(estate, rule).filter(
    ({ rule: name }) =>
      // The exceptions of the live estate cover it in every environment.
      name !== 'secret-value-is-not-in-state',
  );
  expect(broken.map(({ address, problem }) => `${address}: ${problem}`)).toEqual([]);
});

test.each(all.map((environment) => [environment.name, environment] as const))(
  '%s reaches what the design in tools/reach/design.ts says, and nothing else',
  (name, environment) => {
    const reach = reachIn(outDir, name);
    expect(proofsOf(environment, reach).flatMap(({ questions }) => failuresOf(reach, questions))).toEqual([]);
  },
);

/** Types that settings make more or fewer of. */
const COUNTED = [
  'aws_nat_gateway',
  'aws_eip',
  'aws_vpc_endpoint',
  'aws_lambda_function',
  'aws_budgets_budget',
  'aws_rds_cluster_instance',
];

test('each setting makes exactly what it says', () => {
  const counts = (name: string) => COUNTED.map((type) => addresses(name, type).length);
  // It has the values of the design, but for thresholds.
  const usual = counts('mildest');
  const more = (name: string) => counts(name).map((count, index) => count - (usual[index] ?? 0));
  const chosen = (count: number): number => count - optionalEndpoints.length;
  expect(Object.fromEntries(all.map(({ name }) => [name, more(name)]))).toEqual({
    sharednat: [-1, -1, 0, 0, 0, 0],
    fewpoints: [0, 0, chosen(2), 0, 0, 0],
    nogenai: [0, 0, -1, -1, 0, 0],
    nobudget: [0, 0, 0, 0, -1, 0],
    noreader: [0, 0, 0, 0, 0, -1],
    protected: [0, 0, 0, 0, 0, 0],
    domain: [0, 0, 0, 0, 0, 0],
    mildest: [0, 0, 0, 0, 0, 0],
    smallest: [-1, -1, chosen(1) - 1, -1, -1, -1],
    prod: [0, 0, 0, 0, 0, 0],
  });
  expect(Object.keys(estate.stacks)).not.toContain('nogenai-genai');
  expect(addresses('protected', 'aws_backup_plan')).toHaveLength(1);
});
