import { Body } from '../../support/estate';
import { at, each, Mutation, Mutations, set, without, withStatement } from './mutation';

const SERVICE = 'dev-services/aws_ecs_service.vets-service_service';
const ADMIN_SERVICE = 'dev-services/aws_ecs_service.admin-server_service';
const TASK = 'dev-services/aws_ecs_task_definition.vets-service_task_definition_task-definition';
const ADMIN_TASK = 'dev-services/aws_ecs_task_definition.admin-server_task_definition_task-definition';
const GROUP = 'dev-services/aws_lb_target_group.vets-service_route_target-group';
const RULE = 'dev-services/aws_lb_listener_rule.vets-service_route_rule';
const DISCOVERY = 'dev-services/aws_service_discovery_service.vets-service_discovery_service';
const EXECUTION_POLICY = 'dev-services/aws_iam_role_policy.vets-service_task_execution-role_policy';
const TASK_POLICY = 'dev-services/aws_iam_role_policy.vets-service_task_task-role_policy';
const SECRET = '${data.terraform_remote_state.data.outputs.user_secret_arns.customers}';
const PARAMETERS = 'arn:aws:ssm:us-west-2:123456789012:parameter/petclinic/dev/*';

/** Changes a container of a task definition, by default the one of the vets service. */
const container =
  (
    name: 'application' | 'collector',
    change: Body | ((container: Body) => Body),
    task = TASK,
  ): Mutation['apply'] =>
  (sandbox) => {
    const body = sandbox.body(task);
    const containers = JSON.parse(body['container_definitions'] as string) as Body[];
    const changed = containers.map((one) =>
      one['name'] === name ? { ...one, ...(typeof change === 'function' ? change(one) : change) } : one,
    );
    body['container_definitions'] = JSON.stringify(changed);
  };

/** Takes a variable away from an application, by default the vets service. */
const withoutVariable = (name: string, task?: string): Mutation['apply'] =>
  container(
    'application',
    ({ environment }) => ({ environment: (environment as Body[]).filter((one) => one['name'] !== name) }),
    task,
  );

/** Ways to break the rules of services and of what they run. */
export const services: Mutations = {
  'container-image-has-fixed-tag': each(
    TASK,
    container('application', { image: 'springcommunity/vets:3.4.1' }),
    container('collector', {
      image: `public.ecr.aws/aws-observability/aws-otel-collector:v1@sha256:${'0'.repeat(64)}`,
    }),
  ),
  'container-environment-has-no-secret': each(
    TASK,
    container('application', { environment: [{ name: 'SPRING_DATASOURCE_PASSWORD', value: 'petclinic' }] }),
  ),
  'container-log-driver-is-non-blocking': each(
    TASK,
    container('collector', { logConfiguration: { logDriver: 'awslogs' } }),
    without('dev-services/aws_cloudwatch_log_group.vets-service_task_log-group_group'),
  ),
  'container-root-filesystem-is-read-only': each(
    SERVICE,
    set('enable_execute_command', false),
    container('application', { mountPoints: [] }),
  ),
  'task-definition-has-valid-size': each(
    TASK,
    set('memory', '2048000'),
    container('application', { memory: 1024 }),
    container('application', { portMappings: [{ containerPort: 9411 }] }),
  ),
  'ecs-service-has-deployment-circuit-breaker': each(
    SERVICE,
    set('lifecycle', { create_before_destroy: true, ignore_changes: ['desired_count'] }),
    set('deployment_circuit_breaker', { enable: true, rollback: false }),
    set('deployment_maximum_percent', 150),
    set('health_check_grace_period_seconds', 30),
    container('application', ({ healthCheck }) => ({
      healthCheck: { ...(healthCheck as Body), startPeriod: 10 },
    })),
    set('timeouts', { create: '20m', update: '5m' }),
  ),
  'execution-role-allows-task-secrets': each(
    TASK,
    withStatement('ReadSecret', { Resource: [SECRET] }, EXECUTION_POLICY),
    withStatement('ReadSecret', { Effect: 'Deny' }, EXECUTION_POLICY),
    withStatement(
      'SendTraces',
      { Action: ['secretsmanager:GetSecretValue'], Resource: [SECRET] },
      TASK_POLICY,
    ),
    withStatement(
      'PullImage',
      { Action: ['ssm:GetParametersByPath'], Resource: [PARAMETERS] },
      EXECUTION_POLICY,
    ),
    container('application', { secrets: [] }),
  ),
  'database-connection-has-timeouts': [
    ...each(
      SERVICE,
      withoutVariable('SPRING_DATASOURCE_HIKARI_CONNECTIONTIMEOUT'),
      withoutVariable('SPRING_DATASOURCE_HIKARI_VALIDATIONTIMEOUT'),
      withoutVariable('SPRING_JPA_OPEN_IN_VIEW'),
    ),
    at(
      'dev-data/aws_ssm_parameter.urls_url',
      set('value', 'jdbc:mysql://writer:3306/petclinic?sslMode=REQUIRED&connectTimeout=2000'),
    ),
  ],
  'ecs-service-is-replaced-behind-its-route': each(
    SERVICE,
    set('lifecycle', { ignore_changes: ['desired_count'] }),
    set('wait_for_steady_state', false),
    set('deregistration_delay', '0', GROUP),
    container('application', { stopTimeout: 30 }),
    set('lifecycle', { create_before_destroy: true }, GROUP),
    ...['from-load-balancer', 'to-database', 'from-admin-server'].map((way) =>
      set('lifecycle', {}, `dev-services/aws_vpc_security_group_ingress_rule.vets-service_${way}_in`),
    ),
    // Without the port.
    set(
      'lifecycle',
      { create_before_destroy: true, replace_triggered_by: ['aws_security_group.vets.id'] },
      'dev-services/aws_vpc_security_group_egress_rule.vets-service_from-admin-server_out',
    ),
  ),
  'health-check-uses-context-path': [
    ...each(
      SERVICE,
      container('application', ({ environment }) => ({
        environment: [
          ...(environment as Body[]),
          { name: 'MANAGEMENT_ENDPOINT_HEALTH_GROUP_READINESS_INCLUDE', value: 'readinessState,db' },
        ],
      })),
      withoutVariable('SERVER_SERVLET_CONTEXT_PATH'),
      withoutVariable('MANAGEMENT_ENDPOINT_HEALTH_PROBES_ENABLED'),
      container('application', { healthCheck: undefined }),
      container('application', {
        healthCheck: { command: ['CMD', 'curl', 'http://localhost:8080/actuator/health/liveness'] },
      }),
      container('application', { portMappings: [{ containerPort: 8081 }] }),
      set('health_check.matcher', '200-499', GROUP),
      set('health_check.path', '/actuator/health/readiness', GROUP),
      set('health_check.path', '/api/vets/actuator/health', GROUP),
      set('port', 80, GROUP),
      set('condition.0.path_pattern.values', ['/vets', '/vets/*'], RULE),
      set('condition.0.path_pattern.values', ['/api/vets*'], RULE),
    ),
    at(ADMIN_SERVICE, withoutVariable('MANAGEMENT_ENDPOINTS_WEB_BASE_PATH', ADMIN_TASK)),
  ],
  'ecs-service-has-service-discovery': [
    ...each(
      SERVICE,
      set('name', 'vets', DISCOVERY),
      set('dns_config.dns_records', [{ type: 'SRV', ttl: 10 }], DISCOVERY),
      set('service_registries', undefined),
    ),
    // It polls the others at their names and ports.
    ...each(
      ADMIN_SERVICE,
      set('name', 'vets', DISCOVERY),
      container('application', { portMappings: [{ containerPort: 8081 }] }),
    ),
  ],
  'ecs-service-rebalances-zones': [at(SERVICE, set('availability_zone_rebalancing', 'DISABLED'))],
  'ecs-service-capacity-provider-exists': [
    at(SERVICE, set('capacity_provider_strategy', [{ capacity_provider: 'petclinic-instances' }])),
  ],
  'ecs-service-depends-on-listener-rule': [at(SERVICE, set('depends_on', []))],
  'target-group-has-ip-targets': [at(GROUP, set('target_type', 'instance'))],
  'ecs-service-ignores-desired-count': each(
    SERVICE,
    set('lifecycle', {}),
    without('dev-services/aws_appautoscaling_policy.vets-service_scaling_policy'),
  ),
  'task-role-has-one-task-definition': each(
    TASK,
    set('task_role_arn', '${aws_iam_role.vets-service_task_execution-role_role.arn}'),
    set('task_role_arn', '${aws_iam_role.visits-service_task_task-role_role.arn}'),
  ),
};
