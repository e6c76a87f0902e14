import { Body } from '../../support/estate';
import { Sandbox } from '../support/sandbox';
import { at, Mutation, Mutations, set, without, withStatement } from './mutation';

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
    at(
      TASK,
      container('application', () => ({ image: 'springcommunity/vets:3.4.1' })),
    ),
    at(
      TASK,
      container('collector', () => ({
        image: `public.ecr.aws/aws-observability/aws-otel-collector:v1@sha256:${'0'.repeat(64)}`,
      })),
    ),
  ],
  'container-environment-has-no-secret': [
    at(
      TASK,
      container('application', () => ({
        environment: [{ name: 'SPRING_DATASOURCE_PASSWORD', value: 'petclinic' }],
      })),
    ),
  ],
  'container-log-driver-is-non-blocking': [
    at(
      TASK,
      container('collector', () => ({ logConfiguration: { logDriver: 'awslogs' } })),
    ),
    at(TASK, without('dev-services/aws_cloudwatch_log_group.vets-service_task_log-group_group')),
  ],
  'container-root-filesystem-is-read-only': [
    at(SERVICE, set('enable_execute_command', false)),
    at(
      SERVICE,
      container('application', () => ({ mountPoints: [] })),
    ),
  ],
  'task-definition-has-valid-size': [
    at(TASK, set('memory', '2048000')),
    at(
      TASK,
      container('application', () => ({ memory: 1024 })),
    ),
    at(
      TASK,
      container('application', () => ({ portMappings: [{ containerPort: 9411 }] })),
    ),
  ],
  'ecs-service-has-deployment-circuit-breaker': [
    at(SERVICE, set('lifecycle', { create_before_destroy: true, ignore_changes: ['desired_count'] })),
    at(SERVICE, set('deployment_circuit_breaker', { enable: true, rollback: false })),
  ],
  'execution-role-allows-task-secrets': [
    at(
      TASK,
      withStatement(EXECUTION_POLICY, 'ReadSecret', {
        Resource: ['${data.terraform_remote_state.data.outputs.user_secret_arns.customers}'],
      }),
    ),
    at(
      TASK,
      container('application', () => ({ secrets: [] })),
    ),
  ],
  'database-connection-has-timeouts': [
    ...[
      'SPRING_DATASOURCE_HIKARI_CONNECTIONTIMEOUT',
      'SPRING_DATASOURCE_HIKARI_VALIDATIONTIMEOUT',
      'SPRING_JPA_OPEN_IN_VIEW',
    ].map((variable) =>
      at(
        SERVICE,
        container('application', ({ environment }) => ({
          environment: (environment as Body[]).filter(({ name }) => name !== variable),
        })),
      ),
    ),
    at(
      'dev-data/aws_ssm_parameter.urls_url',
      set('value', 'jdbc:mysql://writer:3306/petclinic?sslMode=REQUIRED&connectTimeout=2000'),
    ),
  ],
  'ecs-service-is-replaced-behind-its-route': [
    at(SERVICE, set('lifecycle', { ignore_changes: ['desired_count'] })),
    at(SERVICE, set('wait_for_steady_state', false)),
    at(SERVICE, (sandbox) => {
      sandbox.body(GROUP)['deregistration_delay'] = '0';
    }),
    at(
      SERVICE,
      container('application', () => ({ stopTimeout: 30 })),
    ),
    at(SERVICE, (sandbox) => {
      sandbox.body(GROUP)['lifecycle'] = { create_before_destroy: true };
    }),
    at(SERVICE, (sandbox) => {
      const address = 'dev-services/aws_vpc_security_group_ingress_rule.vets-service_from-load-balancer_in';
      sandbox.body(address)['lifecycle'] = {};
    }),
    at(SERVICE, (sandbox) => {
      const address = 'dev-services/aws_vpc_security_group_ingress_rule.vets-service_to-database_in';
      sandbox.body(address)['lifecycle'] = {};
    }),
  ],
  'health-check-uses-context-path': [
    at(
      SERVICE,
      container('application', ({ environment }) => ({
        environment: [
          ...(environment as Body[]),
          { name: 'MANAGEMENT_ENDPOINT_HEALTH_GROUP_READINESS_INCLUDE', value: 'readinessState,db' },
        ],
      })),
    ),
    at(SERVICE, (sandbox) => {
      (sandbox.body(GROUP)['health_check'] as Body)['matcher'] = '200-499';
    }),
    at(
      SERVICE,
      container('application', () => ({ environment: [] })),
    ),
    at(SERVICE, (sandbox) => {
      sandbox.body(GROUP)['health_check'] = { path: '/actuator/health' };
    }),
    at(SERVICE, (sandbox) => {
      sandbox.body(GROUP)['health_check'] = { path: '/api/vets/actuator/health' };
    }),
  ],
  'ecs-service-has-service-discovery': [
    at(SERVICE, (sandbox) => {
      sandbox.body(DISCOVERY)['name'] = 'vets';
    }),
    at(
      ADMIN_SERVICE,
      container('application', () => ({ portMappings: [{ containerPort: 8081 }] })),
    ),
  ],
  'ecs-service-rebalances-zones': [at(SERVICE, set('availability_zone_rebalancing', 'DISABLED'))],
  'ecs-service-capacity-provider-exists': [
    at(SERVICE, set('capacity_provider_strategy', [{ capacity_provider: 'petclinic-instances' }])),
  ],
  'ecs-service-depends-on-listener-rule': [at(SERVICE, set('depends_on', []))],
  'target-group-has-ip-targets': [at(GROUP, set('target_type', 'instance'))],
  'ecs-service-ignores-desired-count': [
    at(SERVICE, set('lifecycle', {})),
    at(SERVICE, without('dev-services/aws_appautoscaling_policy.vets-service_scaling_policy')),
  ],
  'task-role-has-one-task-definition': [
    at(TASK, set('task_role_arn', '${aws_iam_role.vets-service_task_execution-role_role.arn}')),
    at(TASK, set('task_role_arn', '${aws_iam_role.visits-service_task_task-role_role.arn}')),
  ],
};
