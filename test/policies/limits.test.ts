import { loadEnvironments } from '../../src/config/load';
import { needs, type Given } from '../../src/config/sections/quotas';
import { changed } from '../config/configuration';
import { Estate, estateOf } from '../support/estate';
import { dev, prod, services } from '../support/sample-estate';
import { synthesize } from '../support/synthesis';
import { breaches } from './rule';
import { rule as policySize } from './rules/identity/policy-fits-size-quota';

const longest = 'a'.repeat(11);
const PLACES = ['us-west-2', 'ap-southeast-1', 'ap-northeast-2', 'eu-central-1', 'sa-east-1'];

/** Environments in one account, as many as it takes, with the longest names, each in a region of five. */
const environments = Array.from({ length: 10 }, (_, index) => {
  const region = PLACES[index % 5] ?? '';
  const zone = (letter: string) => ({ ...dev.network.zones.a, zone: `${region}${letter}` });
  const subnets = { public: '10.0.2.0/24', app: '10.0.4.0/24', db: '10.0.6.0/24' };
  return changed(index === 0 ? prod : dev, {
    name: `${longest}${index}`,
    region,
    network: { ...dev.network, zones: { a: zone('a'), b: { ...zone('c'), ...subnets } } },
    operatorAccess: { ecsExec: index === 1, opsHost: index === 2 },
    // A profile for one area cannot be called from all of these regions.
    'genai.modelId': 'global.anthropic.claude-haiku-5-5',
    ...(index === 3 ? { 'database.reader': false, 'network.natGateways': 'shared' } : {}),
  });
});
const loaded = loadEnvironments(environments, services);
const estate = estateOf(synthesize({ environments: loaded }));

/** Numbers of resources by the unit that `needs` counts them in. */
const COUNTED: Readonly<Record<string, (own: Estate) => number>> = {
  addresses: (own) => own.ofType('aws_eip').length,
  VPCs: (own) => own.ofType('aws_vpc').length,
  'gateway endpoints': (own) =>
    own.ofType('aws_vpc_endpoint').filter(({ body }) => body['vpc_endpoint_type'] === 'Gateway').length,
  'rules of the load balancer': (own) => own.ofType('aws_lb_listener_rule').length,
  'resources of the API': (own) => own.ofType('aws_api_gateway_resource').length,
  'saved queries': (own) => own.ofType('aws_cloudwatch_query_definition').length,
  // With that of CI which applies the environment.
  roles: (own) => own.ofType('aws_iam_role').length + 1,
  'database instances': (own) => own.ofType('aws_rds_cluster_instance').length,
  'sampling rules': (own) => own.ofType('aws_xray_sampling_rule').length,
  environments: (own) => own.ofType('aws_cloudwatch_log_resource_policy').length,
  'rules of the security group of the endpoints': (own) =>
    Math.max(
      ...own
        .ofType('aws_security_group')
        .map(
          (group) =>
            own.referringTo(group, 'security_group_id', 'aws_vpc_security_group_ingress_rule').length,
        ),
    ),
};

test('stacks have as many of each as src/config/sections/quotas.ts counts (correct `count` there)', () => {
  const kinds = needs.filter(({ unit }) => unit in COUNTED);
  expect(kinds).toHaveLength(Object.keys(COUNTED).length);
  const wrong = loaded.flatMap((environment) => {
    const own = Object.entries(estate.stacks).filter(([stack]) => stack.startsWith(`${environment.name}-`));
    const stacks = new Estate(Object.fromEntries(own));
    return kinds
      .map(({ unit, count }) => ({ unit, said: count(environment as Given), made: COUNTED[unit]?.(stacks) }))
      .filter(({ said, made }) => said !== made)
      .map((each) => ({ environment: environment.name, ...each }));
  });
  expect(wrong).toEqual([]);
});

test('the roles of CI hold as many environments as an account takes', () => {
  expect(breaches(estate, { name: 'policy-fits-size-quota', ...policySize })).toEqual([]);
});

const RAISED = { 'any/us-west-2': { securityGroupRules: 200, resourcesPerApi: 1000 } };

/** The stacks of services with one kind of long text, beside the one that polls them. */
function stacksOf(count: number, of: (index: number) => object): Estate {
  const names = Array.from({ length: count }, (_, index) => `${'s'.repeat(20)}${100 + index}-service`);
  const catalogue = names.map((name, index) =>
    changed(services[1], { name, path: `/p${index}`, priority: index + 2, maxTasks: 1, ...of(index) }),
  );
  const admin = changed(services[3], { priority: 1000, maxTasks: 1 });
  const images = Object.fromEntries([...names, 'admin-server'].map((name) => [name, { imageTag: '1.0.0' }]));
  const environment = changed(dev, { name: `${longest}z`, services: images, 'database.maxAcu': 256 });
  const only = loadEnvironments([environment], [...catalogue, admin], RAISED);
  return estateOf(synthesize({ environments: only }));
}

test.each<[string, number, (index: number) => object]>([
  [
    'paths',
    28,
    (index) => ({
      path: `/p${index}/${'x'.repeat(119)}`,
      database: { user: `u${index}`, grants: { vets: ['SELECT'] } },
    }),
  ],
  [
    'database users',
    62,
    (index) => ({ database: { user: `${'u'.repeat(28)}${10 + index}`, grants: { vets: ['SELECT'] } } }),
  ],
])('documents of the most services with the longest %s are no longer than AWS takes', (_, most, of) => {
  expect(() => stacksOf(most + 1, of)).toThrow(' characters in the ');
  const own = stacksOf(most, of);
  expect(breaches(own, { name: 'policy-fits-size-quota', ...policySize })).toEqual([]);
  const probe = own.ofType('aws_lambda_function').find(({ address }) => address.includes('probe'));
  const { variables } = probe?.body['environment'] as { variables: Record<string, string> };
  // The address of the API is made up later, 57 characters of it.
  const bytes = Object.entries(variables)
    .flat()
    .join('')
    .replace(/\$\{[^}]+\}/, 'x'.repeat(57));
  expect(bytes.length).toBeLessThanOrEqual(4096);
  const tasks = own.ofType('aws_ecs_task_definition').map(({ body }) => JSON.stringify(body).length);
  expect(Math.max(...tasks)).toBeLessThan(65_536);
});
