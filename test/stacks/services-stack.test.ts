import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COLLECTOR_TAG } from '../../src/constructs/compute/collector';
import { Estate, estateOf } from '../support/estate';
import { withEverySwitchOn } from '../support/switches';
import { PROJECT_ROOT, synthesize } from '../support/synthesis';
import { Container, containersOf, variable } from '../policies/support/containers';

const estate = estateOf(synthesize());

const container = (name: string, service: string, environment: string, of: Estate): Container => {
  const task = of.resources.find(
    ({ address }) =>
      address ===
      `${environment}-services/aws_ecs_task_definition.${service}_task_definition_task-definition`,
  );
  const found = task && containersOf(task).find((each) => each.name === name);
  if (found === undefined) throw new Error(`${environment} has no ${name} of ${service}`);
  return found;
};
const application = (service: string, environment = 'dev', of: Estate = estate): Container =>
  container('application', service, environment, of);

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

  test('every variable is in the table of docs/services.md, whose rows are written by hand, and nothing else is', () => {
    const table = readFileSync(join(PROJECT_ROOT, 'docs/services.md'), 'utf8');
    const documented = [...table.matchAll(/^\| `([A-Z_]+)` +\|/gm)].map(([, name]) => name);
    const used = ['dev', 'prod'].flatMap((environment) =>
      ['customers-service', 'admin-server'].flatMap((service) => told(application(service, environment))),
    );
    const collector = told(container('collector', 'vets-service', 'dev', estate));
    expect(documented.sort()).toEqual([...new Set([...used, ...collector])].sort());
  });

  test('what Spring Boot would do otherwise is off: own schema, redirects to the load balancer, a quarter of the memory', () => {
    expect(application('vets-service').environment).toEqual(
      expect.arrayContaining(
        Object.entries({
          JAVA_TOOL_OPTIONS: '-XX:MaxRAMPercentage=50',
          MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE: 'health,info,metrics,prometheus',
          SERVER_TOMCAT_REDIRECT_CONTEXT_ROOT: 'false',
          SPRING_JPA_HIBERNATE_DDLAUTO: 'none',
          SPRING_SQL_INIT_MODE: 'never',
        }).map(([name, value]) => ({ name, value })),
      ),
    );
    expect(variable(application('admin-server'), 'SERVER_FORWARD_HEADERS_STRATEGY')).toBe('framework');
  });

  test('the runbook pulls the collector by its digest, and pushes it under the tag that tasks name', () => {
    const runbook = readFileSync(join(PROJECT_ROOT, 'docs/services.md'), 'utf8');
    expect(runbook).toMatch(/^collector=\S+@sha256:[0-9a-f]{64}$/m);
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

test('a service waits for every rule of its groups, for its rights and for its route', () => {
  const own = estate.resources.filter(
    ({ stack, type, name }) =>
      stack === 'dev-services' &&
      name.startsWith('visits-service_') &&
      /^aws_(iam_role_policy|lb_listener_rule|vpc_security_group_\w+_rule)$/.test(type),
  );
  const service = estate.stacks['dev-services']?.resource?.['aws_ecs_service']?.['visits-service_service'];
  // Whoever polls it adds its own rules, and waits for them.
  const awaited = own
    .map(({ type, name }) => `${type}.${name}`)
    .filter((one) => !one.includes('_from-admin-server_'));
  expect(service?.['depends_on']).toEqual(expect.arrayContaining(awaited));
  expect(awaited.length).toBeGreaterThan(8);
});

test('a service scales between its bounds, and its tasks may send their traces', () => {
  const { resource = {} } = estate.stacks['prod-services'] ?? {};
  expect(resource['aws_appautoscaling_target']?.['vets-service_scaling_target']).toMatchObject({
    min_capacity: 2,
    max_capacity: 8,
  });
  const [rights] = estate
    .policyDocuments()
    .filter(({ resource: { address } }) => address.endsWith('_task-role_policy'));
  expect(rights?.statements[0]?.Action).toEqual(['xray:PutTelemetryRecords', 'xray:PutTraceSegments']);
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
