import { Estate, estateOf } from '../support/estate';
import { sampleEnvironments } from '../support/sample-estate';
import { billing, withService } from '../support/services';
import { synthesize } from '../support/synthesis';

const estate = estateOf(synthesize());

describe('a fifth service', () => {
  const grown = estateOf(synthesize({ environments: withService(billing) }));
  const bodies = (of: Estate) =>
    new Map(of.resources.map(({ address, body }) => [address, JSON.stringify(body)]));
  const [before, after] = [bodies(estate), bodies(grown)];
  const within = (stack: string, addresses: Iterable<string>): string[] =>
    [...addresses]
      .filter((address) => address.startsWith(`dev-${stack}/`))
      .map((address) => address.slice(`dev-${stack}/`.length))
      .sort();
  const added = [...after.keys()].filter((address) => !before.has(address));
  const changed = [...before.keys()].filter((address) => before.get(address) !== after.get(address));

  test('is its secret, its repository and everything in services', () => {
    expect(within('security', added)).toEqual([]);
    expect(within('network', added)).toEqual([]);
    expect(within('data', added)).toEqual(['aws_secretsmanager_secret.user-secret-billing_secret']);
    expect(within('platform', added)).toEqual([
      'aws_ecr_lifecycle_policy.billing-service-repository_lifecycle',
      'aws_ecr_repository.billing-service-repository_repository',
    ]);
    // What visits-service has, under its name.
    const addresses = [...before.keys()].filter((address) => address.includes('.visits-service'));
    expect(within('services', added)).toEqual(
      within('services', addresses).map((address) => address.replace('visits-service', 'billing-service')),
    );
    expect(within('services', added).length).toBeGreaterThan(20);
  });

  test('is a route of the gateway', () => {
    expect(within('edge', added)).toHaveLength(14);
    expect(within('edge', added)).toEqual(
      expect.arrayContaining([
        'aws_api_gateway_integration.api_billing-service_below_integration',
        'aws_api_gateway_integration.api_billing-service_exact_integration',
        'aws_api_gateway_resource.api_path-api-billing',
        'aws_api_gateway_resource.api_path-api-billing-any',
      ]),
    );
  });

  test('changes only who makes its user and who asks it', () => {
    expect(within('data', changed)).toEqual([
      'aws_iam_role_policy.migration_function_role_policy',
      'aws_lambda_invocation.migration_run',
    ]);
    expect(after.get('dev-data/aws_lambda_invocation.migration_run')).toContain('billing');
    expect(within('services', changed)).toEqual([
      'aws_ecs_task_definition.admin-server_task_definition_task-definition',
    ]);
    expect(within('edge', changed)).toEqual(['aws_api_gateway_deployment.stage_deployment']);
    for (const stack of ['security', 'network', 'platform']) expect(within(stack, changed)).toEqual([]);
  });

  test('comes to every environment', () => {
    const inStack = (environment: string): string[] =>
      added
        .filter((address) => address.startsWith(`${environment}-`))
        .map((address) => address.slice(environment.length))
        .sort();
    expect(inStack('prod')).toEqual(inStack('dev'));
  });
});

describe('a service that is renamed and gets another port', () => {
  const nameOf = (service: string): string =>
    service === 'vets-service' ? 'doctors-service' : `new-${service}`;
  const environments = sampleEnvironments().map((environment) => ({
    ...environment,
    services: environment.services.map(({ name, port, reachableFrom, ...rest }) => ({
      ...rest,
      name: nameOf(name),
      formerName: name,
      port: port + 1,
      reachableFrom: reachableFrom.map(nameOf),
    })),
  }));
  const renamed = estateOf(synthesize({ environments }));
  const resource = (type: string, name: string) =>
    renamed.stacks['dev-services']?.resource?.[type]?.[name] as Record<string, unknown>;
  const addresses = (of: Estate, stack: string): string[] =>
    of.resources.filter((each) => each.stack === stack).map(({ type, name }) => `${type}.${name}`);

  test.each(['dev-services', 'dev-edge'])('leaves no address of %s behind: what was there moves', (stack) => {
    const { moved = [] } = renamed.stacks[stack] as { moved?: { from: string; to: string }[] };
    const [before, after] = [addresses(estate, stack), addresses(renamed, stack)];
    const gone = before.filter((address) => !after.includes(address));
    expect(gone.length).toBeGreaterThan(3);
    expect(moved.map(({ from }) => from).sort()).toEqual(gone.sort());
    expect(moved.map(({ to }) => to).sort()).toEqual(
      after.filter((address) => !before.includes(address)).sort(),
    );
  });

  test('keeps its target group and the priority of its rule', () => {
    const group = resource('aws_lb_target_group', 'doctors-service_route_target-group');
    expect(group['lifecycle']).toMatchObject({ ignore_changes: ['name', 'port'] });
    expect(resource('aws_lb_listener_rule', 'doctors-service_route_rule')['priority']).toBe(20);
  });

  test('is made beside its old self, as are the rules for its port', () => {
    expect(resource('aws_ecs_service', 'doctors-service_service')['lifecycle']).toMatchObject({
      create_before_destroy: true,
    });
    expect(
      resource('aws_vpc_security_group_ingress_rule', 'doctors-service_from-load-balancer_in')['lifecycle'],
    ).toEqual({
      create_before_destroy: true,
      replace_triggered_by: [
        'aws_security_group.doctors-service_security-group_group.id',
        'aws_ssm_parameter.doctors-service-port.value',
      ],
    });
  });

  test('has the old image repository beside the new one', () => {
    const repositories = renamed.stacks['dev-platform']?.resource?.['aws_ecr_repository'] ?? {};
    expect(Object.keys(repositories)).toEqual(
      expect.arrayContaining(['vets-service-repository_repository', 'doctors-service-repository_repository']),
    );
  });
});
