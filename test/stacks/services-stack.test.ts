import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COLLECTOR_TAG } from '../../src/constructs/compute/collector';
import { Estate, estateOf } from '../support/estate';
import { sampleEnvironments } from '../support/sample-estate';
import { billing, withService } from '../support/services';
import { withEverySwitchOn } from '../support/switches';
import { PROJECT_ROOT, synthesize } from '../support/synthesis';
import { Container, containersOf, variable } from '../policies/support/containers';

const estate = estateOf(synthesize());

const application = (service: string, environment = 'dev', of: Estate = estate): Container => {
  const task = of.resources.find(
    ({ address }) =>
      address ===
      `${environment}-services/aws_ecs_task_definition.${service}_task_definition_task-definition`,
  );
  const container = task && containersOf(task).find(({ name }) => name === 'application');
  if (container === undefined) throw new Error(`${environment} has no ${service}`);
  return container;
};

/** The names of all variables that a container is told, in clear or by reference. */
const told = ({ environment, secrets }: Container): string[] =>
  [...environment, ...secrets].map(({ name }) => name).sort();

describe('what an image is told', () => {
  const always = [
    'EUREKA_CLIENT_ENABLED',
    'JAVA_TOOL_OPTIONS',
    'LOGGING_LEVEL_ROOT',
    'MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE',
    'MANAGEMENT_ENDPOINT_HEALTH_PROBES_ENABLED',
    'SERVER_PORT',
    'SPRING_CLOUD_CONFIG_ENABLED',
    'SPRING_PROFILES_ACTIVE',
  ];
  const withDatabase = [
    ...always,
    'SERVER_SERVLET_CONTEXT_PATH',
    'SERVER_TOMCAT_REDIRECT_CONTEXT_ROOT',
    'SPRING_DATASOURCE_HIKARI_CONNECTIONTIMEOUT',
    'SPRING_DATASOURCE_HIKARI_MAXIMUMPOOLSIZE',
    'SPRING_DATASOURCE_HIKARI_VALIDATIONTIMEOUT',
    'SPRING_DATASOURCE_PASSWORD',
    'SPRING_DATASOURCE_URL',
    'SPRING_DATASOURCE_USERNAME',
    'SPRING_JPA_HIBERNATE_DDLAUTO',
    'SPRING_JPA_OPEN_IN_VIEW',
    'SPRING_SQL_INIT_MODE',
  ].sort();
  const admin = [
    ...always,
    'MANAGEMENT_ENDPOINTS_WEB_BASE_PATH',
    'SPRING_APPLICATION_JSON',
    'SPRING_BOOT_ADMIN_CONTEXT_PATH',
    'SPRING_BOOT_ADMIN_UI_PUBLIC_URL',
  ];

  test.each([
    ['customers-service', 'dev', withDatabase],
    ['vets-service', 'dev', withDatabase],
    ['visits-service', 'prod', withDatabase],
    ['admin-server', 'prod', admin.sort()],
    ['admin-server', 'dev', [...admin, 'SERVER_FORWARD_HEADERS_STRATEGY'].sort()],
  ])('%s in %s is told these variables and no others', (service, environment, variables) => {
    expect(told(application(service, environment))).toEqual(variables);
  });

  test('every variable is in the table of docs/services.md, and nothing else is', () => {
    const table = readFileSync(join(PROJECT_ROOT, 'docs/services.md'), 'utf8');
    const documented = [...table.matchAll(/^\| `([A-Z_]+)` +\|/gm)].map(([, name]) => name);
    const used = ['dev', 'prod'].flatMap((environment) =>
      ['customers-service', 'admin-server'].flatMap((service) => told(application(service, environment))),
    );
    expect(documented.sort()).toEqual([...new Set([...used, 'AOT_CONFIG_CONTENT'])].sort());
  });

  test('the runbook pushes the collector under the tag that tasks name', () => {
    const runbook = readFileSync(join(PROJECT_ROOT, 'docs/services.md'), 'utf8');
    expect(runbook).toContain(`$(url_of collector):${COLLECTOR_TAG}`);
  });

  test('values that differ by service come from the catalogue', () => {
    const { resource = {} } = estate.stacks['dev-services'] ?? {};
    const parameter = (name: string) => resource['aws_ssm_parameter']?.[name];
    expect(variable(application('visits-service'), 'SERVER_SERVLET_CONTEXT_PATH')).toBe('/api/visits');
    expect(variable(application('admin-server'), 'MANAGEMENT_ENDPOINTS_WEB_BASE_PATH')).toBe(
      '/admin/actuator',
    );
    expect(parameter('admin-server-port')).toMatchObject({
      name: '/petclinic/dev/admin-server/server.port',
      value: '9090',
      type: 'String',
    });
    expect(parameter('visits-service-profiles')).toMatchObject({
      name: '/petclinic/dev/visits-service/spring.profiles.active',
      value: 'mysql',
    });
    // Not `docker`, which the image is made with: that profile needs a config server.
    expect(parameter('admin-server-profiles')?.['value']).toBe('default');
  });

  test('who polls others is told where they are and where their actuator is', () => {
    const json = variable(application('admin-server'), 'SPRING_APPLICATION_JSON') ?? '';
    expect(JSON.parse(json)).toHaveProperty('spring.cloud.discovery.client.simple.instances', {
      'customers-service': [
        {
          uri: 'http://customers-service.petclinic.local:8080',
          metadata: { 'management.context-path': '/api/customers/actuator' },
        },
      ],
      'vets-service': [
        {
          uri: 'http://vets-service.petclinic.local:8080',
          metadata: { 'management.context-path': '/api/vets/actuator' },
        },
      ],
      'visits-service': [
        {
          uri: 'http://visits-service.petclinic.local:8080',
          metadata: { 'management.context-path': '/api/visits/actuator' },
        },
      ],
    });
  });

  test.each([
    ['prod', 'https://petclinic.example.com/admin'],
    ['dev', '/v1/admin'],
  ])('in %s Spring Boot Admin makes links to its public address', (environment, url) => {
    expect(variable(application('admin-server', environment), 'SPRING_BOOT_ADMIN_UI_PUBLIC_URL')).toBe(url);
  });

  test('each image has the pool of its CPU', () => {
    const pool = (environment: string) =>
      variable(application('vets-service', environment), 'SPRING_DATASOURCE_HIKARI_MAXIMUMPOOLSIZE');
    expect([pool('dev'), pool('prod')]).toEqual(['2', '4']);
  });
});

test('the execution role may read what the task names, by the very ARNs, and decrypt only through Secrets Manager', () => {
  const policy = estate
    .policyDocuments()
    .find(
      ({ resource }) =>
        resource.address === 'dev-services/aws_iam_role_policy.visits-service_task_execution-role_policy',
    );
  const account = 'us-west-2:123456789012';
  expect(Object.fromEntries((policy?.statements ?? []).map(({ Sid, Resource }) => [Sid, Resource]))).toEqual({
    PullImage: ['visits-service', 'collector'].map(
      (image) => `arn:aws:ecr:${account}:repository/petclinic-dev-${image}`,
    ),
    LogInToRegistry: ['*'],
    WriteLogs: [`arn:aws:logs:${account}:log-group:/petclinic/dev/visits-service:*`],
    ReadParameters: [
      `arn:aws:ssm:${account}:parameter/petclinic/dev/common/logging.level.root`,
      `arn:aws:ssm:${account}:parameter/petclinic/dev/visits-service/server.port`,
      `arn:aws:ssm:${account}:parameter/petclinic/dev/visits-service/spring.profiles.active`,
      `arn:aws:ssm:${account}:parameter/petclinic/dev/db/url`,
    ],
    ReadSecret: [expect.stringMatching(/:secret:.*visits.*-AbCdEf$/)],
    DecryptSecret: [expect.stringMatching(/^arn:aws:kms:/)],
  });
  expect(policy?.statements.at(-1)?.Condition).toEqual({
    StringEquals: { 'kms:ViaService': 'secretsmanager.us-west-2.amazonaws.com' },
  });
});

describe('with ECS Exec', () => {
  const opened = estateOf(synthesize({ environments: withEverySwitchOn() }));
  const statements = (of: Estate) =>
    of
      .policyDocuments()
      .find(
        ({ resource }) =>
          resource.address === 'dev-services/aws_iam_role_policy.vets-service_task_task-role_policy',
      )
      ?.statements.map(({ Sid }) => Sid);

  test('operators may run commands in the application, whose root file system can be written to', () => {
    expect(
      opened.stacks['dev-services']?.resource?.['aws_ecs_service']?.['vets-service_service'],
    ).toHaveProperty('enable_execute_command', true);
    expect(application('vets-service', 'dev', opened).readonlyRootFilesystem).toBe(false);
    expect(statements(opened)).toEqual([
      'SendTraces',
      'OpenSessionChannels',
      'DecryptSessions',
      'LogSessions',
      'FindLogGroup',
    ]);
  });

  test('off, nobody may', () => {
    expect(
      estate.stacks['dev-services']?.resource?.['aws_ecs_service']?.['vets-service_service'],
    ).toHaveProperty('enable_execute_command', false);
    expect(application('vets-service').readonlyRootFilesystem).toBe(true);
    expect(statements(estate)).toEqual(['SendTraces']);
  });
});

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
    expect(within('services', added)).toEqual([
      'aws_appautoscaling_policy.billing-service_scaling_policy',
      'aws_appautoscaling_target.billing-service_scaling_target',
      'aws_cloudwatch_log_group.billing-service_task_log-group_group',
      'aws_ecs_service.billing-service_service',
      'aws_ecs_task_definition.billing-service_task_definition_task-definition',
      'aws_iam_role.billing-service_task_execution-role_role',
      'aws_iam_role.billing-service_task_task-role_role',
      'aws_iam_role_policy.billing-service_task_execution-role_policy',
      'aws_iam_role_policy.billing-service_task_task-role_policy',
      'aws_lb_listener_rule.billing-service_route_rule',
      'aws_lb_target_group.billing-service_route_target-group',
      'aws_security_group.billing-service_security-group_group',
      'aws_service_discovery_service.billing-service_discovery_service',
      'aws_ssm_parameter.billing-service-port',
      'aws_ssm_parameter.billing-service-profiles',
      'aws_vpc_security_group_egress_rule.billing-service_from-admin-server_out',
      'aws_vpc_security_group_egress_rule.billing-service_from-load-balancer_out',
      'aws_vpc_security_group_egress_rule.billing-service_https-to-any',
      'aws_vpc_security_group_egress_rule.billing-service_to-database_out',
      'aws_vpc_security_group_egress_rule.billing-service_to-endpoints_out',
      'aws_vpc_security_group_ingress_rule.billing-service_from-admin-server_in',
      'aws_vpc_security_group_ingress_rule.billing-service_from-load-balancer_in',
      'aws_vpc_security_group_ingress_rule.billing-service_to-database_in',
      'aws_vpc_security_group_ingress_rule.billing-service_to-endpoints_in',
    ]);
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
