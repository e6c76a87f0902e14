import { Body } from '../../support/estate';
import { Sandbox } from '../support/sandbox';
import { Mutation, Mutations, set } from './mutation';

const SERVICE = 'dev-services/aws_ecs_service.vets-service_service';
const ADMIN_SERVICE = 'dev-services/aws_ecs_service.admin-server_service';
const TASK = 'dev-services/aws_ecs_task_definition.vets-service_task_definition_task-definition';
const GROUP = 'dev-services/aws_lb_target_group.vets-service_route_target-group';
const DISCOVERY = 'dev-services/aws_service_discovery_service.vets-service_discovery_service';
const EXECUTION_POLICY = 'dev-services/aws_iam_role_policy.vets-service_task_execution-role_policy';

/** Changes a container of the vets service's task definition. */
const container =
  (name: 'application' | 'collector', change: (container: Body) => object): Mutation['apply'] =>
  (sandbox: Sandbox) => {
    const task = sandbox.body(TASK);
    const containers = JSON.parse(task['container_definitions'] as string) as Body[];
    const changed = containers.map((one) => (one['name'] === name ? { ...one, ...change(one) } : one));
    task['container_definitions'] = JSON.stringify(changed);
  };

/** Ways to break the rules of services and of what they run. */
export const services: Mutations = {
  'container-image-has-fixed-tag': [
    { address: TASK, apply: container('application', () => ({ image: 'springcommunity/vets:3.4.1' })) },
    {
      address: TASK,
      apply: container('collector', () => ({
        image: `public.ecr.aws/aws-observability/aws-otel-collector:v1@sha256:${'0'.repeat(64)}`,
      })),
    },
  ],
  'container-environment-has-no-secret': [
    {
      address: TASK,
      apply: container('application', () => ({
        environment: [{ name: 'SPRING_DATASOURCE_PASSWORD', value: 'petclinic' }],
      })),
    },
  ],
  'container-log-driver-is-non-blocking': [
    {
      address: TASK,
      apply: container('collector', () => ({ logConfiguration: { logDriver: 'awslogs' } })),
    },
    {
      address: TASK,
      apply: (sandbox) => {
        sandbox.remove('dev-services/aws_cloudwatch_log_group.vets-service_task_log-group_group');
      },
    },
  ],
  'container-root-filesystem-is-read-only': [
    { address: SERVICE, apply: set('enable_execute_command', false) },
    { address: SERVICE, apply: container('application', () => ({ mountPoints: [] })) },
  ],
  'task-definition-has-valid-size': [
    { address: TASK, apply: set('memory', '2048000') },
    { address: TASK, apply: container('application', () => ({ memory: 1024 })) },
    { address: TASK, apply: container('application', () => ({ portMappings: [{ containerPort: 9411 }] })) },
  ],
  'ecs-service-has-deployment-circuit-breaker': [
    {
      address: SERVICE,
      apply: set('lifecycle', { create_before_destroy: true, ignore_changes: ['desired_count'] }),
    },
    { address: SERVICE, apply: set('deployment_circuit_breaker', { enable: true, rollback: false }) },
  ],
  'execution-role-allows-task-secrets': [
    {
      address: TASK,
      apply: (sandbox) => {
        sandbox.statement(EXECUTION_POLICY, 'ReadSecret', {
          Resource: ['${data.terraform_remote_state.data.outputs.user_secret_arns.customers}'],
        });
      },
    },
    { address: TASK, apply: container('application', () => ({ secrets: [] })) },
  ],
  'database-connection-has-timeouts': [
    ...[
      'SPRING_DATASOURCE_HIKARI_CONNECTIONTIMEOUT',
      'SPRING_DATASOURCE_HIKARI_VALIDATIONTIMEOUT',
      'SPRING_JPA_OPEN_IN_VIEW',
    ].map((variable) => ({
      address: SERVICE,
      apply: container('application', ({ environment }) => ({
        environment: (environment as Body[]).filter(({ name }) => name !== variable),
      })),
    })),
    {
      address: 'dev-data/aws_ssm_parameter.urls_url',
      apply: set('value', 'jdbc:mysql://writer:3306/petclinic?sslMode=REQUIRED&connectTimeout=2000'),
    },
  ],
  'ecs-service-is-replaced-behind-its-route': [
    { address: SERVICE, apply: set('lifecycle', { ignore_changes: ['desired_count'] }) },
    { address: SERVICE, apply: set('wait_for_steady_state', false) },
    {
      address: SERVICE,
      apply: (sandbox) => {
        sandbox.body(GROUP)['deregistration_delay'] = '0';
      },
    },
    { address: SERVICE, apply: container('application', () => ({ stopTimeout: 30 })) },
    {
      address: SERVICE,
      apply: (sandbox) => {
        sandbox.body(GROUP)['lifecycle'] = { create_before_destroy: true };
      },
    },
    {
      address: SERVICE,
      apply: (sandbox) => {
        const address = 'dev-services/aws_vpc_security_group_ingress_rule.vets-service_from-load-balancer_in';
        sandbox.body(address)['lifecycle'] = {};
      },
    },
    {
      address: SERVICE,
      apply: (sandbox) => {
        const address = 'dev-services/aws_vpc_security_group_ingress_rule.vets-service_to-database_in';
        sandbox.body(address)['lifecycle'] = {};
      },
    },
  ],
  'health-check-uses-context-path': [
    {
      address: SERVICE,
      apply: container('application', ({ environment }) => ({
        environment: [
          ...(environment as Body[]),
          { name: 'MANAGEMENT_ENDPOINT_HEALTH_GROUP_READINESS_INCLUDE', value: 'readinessState,db' },
        ],
      })),
    },
    {
      address: SERVICE,
      apply: (sandbox) => {
        (sandbox.body(GROUP)['health_check'] as Body)['matcher'] = '200-499';
      },
    },
    { address: SERVICE, apply: container('application', () => ({ environment: [] })) },
    {
      address: SERVICE,
      apply: (sandbox) => {
        sandbox.body(GROUP)['health_check'] = { path: '/actuator/health' };
      },
    },
    {
      address: SERVICE,
      apply: (sandbox) => {
        sandbox.body(GROUP)['health_check'] = { path: '/api/vets/actuator/health' };
      },
    },
  ],
  'ecs-service-has-service-discovery': [
    {
      address: SERVICE,
      apply: (sandbox) => {
        sandbox.body(DISCOVERY)['name'] = 'vets';
      },
    },
    {
      address: ADMIN_SERVICE,
      apply: container('application', () => ({ portMappings: [{ containerPort: 8081 }] })),
    },
  ],
  'ecs-service-rebalances-zones': [
    { address: SERVICE, apply: set('availability_zone_rebalancing', 'DISABLED') },
  ],
  'ecs-service-capacity-provider-exists': [
    {
      address: SERVICE,
      apply: set('capacity_provider_strategy', [{ capacity_provider: 'petclinic-instances' }]),
    },
  ],
  'ecs-service-depends-on-listener-rule': [{ address: SERVICE, apply: set('depends_on', []) }],
  'target-group-has-ip-targets': [{ address: GROUP, apply: set('target_type', 'instance') }],
  'ecs-service-ignores-desired-count': [
    { address: SERVICE, apply: set('lifecycle', {}) },
    {
      address: SERVICE,
      apply: (sandbox) => {
        sandbox.remove('dev-services/aws_appautoscaling_policy.vets-service_scaling_policy');
      },
    },
  ],
  'task-role-has-one-task-definition': [
    {
      address: TASK,
      apply: set('task_role_arn', '${aws_iam_role.vets-service_task_execution-role_role.arn}'),
    },
    {
      address: TASK,
      apply: set('task_role_arn', '${aws_iam_role.visits-service_task_task-role_role.arn}'),
    },
  ],
};
