import { Body, Configuration } from '../../support/estate';
import { PolicyStatement } from '../../support/policy-documents';
import { Rule } from '../rule';
import { foundIn, policy, stack } from './cases';

const ARN = 'arn:aws:ssm:us-west-2:123456789012:parameter/petclinic/dev/db/url';
const remote = (output: string): string => `\${data.terraform_remote_state.platform.outputs.${output}}`;

const logs = {
  logDriver: 'awslogs',
  options: {
    'awslogs-group': '${aws_cloudwatch_log_group.vets.name}',
    'awslogs-region': 'us-west-2',
    'awslogs-stream-prefix': 'application',
    mode: 'non-blocking',
    'max-buffer-size': '10m',
  },
};

/** The parts of a service that keeps every rule, for a test to break one of them. */
const parts = () => ({
  application: {
    name: 'application',
    image: `${remote('repository_urls.vets-service')}:3.4.1`,
    essential: true,
    cpu: 480,
    memory: 768,
    readonlyRootFilesystem: true,
    portMappings: [{ containerPort: 8080 }],
    mountPoints: [{ containerPath: '/tmp' }],
    environment: [
      { name: 'SERVER_SERVLET_CONTEXT_PATH', value: '/api/vets' },
      { name: 'MANAGEMENT_ENDPOINT_HEALTH_PROBES_ENABLED', value: 'true' },
    ],
    secrets: [
      { name: 'URL', valueFrom: ARN },
      { name: 'PASSWORD', valueFrom: '${aws_secretsmanager_secret.vets.arn}:password::' },
    ],
    dependsOn: [{ containerName: 'collector', condition: 'START' }],
    logConfiguration: logs,
    healthCheck: { command: ['CMD', 'curl', 'http://localhost:8080/api/vets/actuator/health/liveness'] },
  } as Body,
  collector: {
    name: 'collector',
    image: `${remote('repository_urls.vets-service')}:v1`,
    essential: false,
    cpu: 32,
    memory: 256,
    readonlyRootFilesystem: true,
    logConfiguration: logs,
  } as Body,
  task: {
    cpu: '512',
    memory: '1024',
    skip_destroy: true,
    execution_role_arn: '${aws_iam_role.execution.arn}',
    task_role_arn: '${aws_iam_role.task.arn}',
  } as Body,
  service: {
    name: 'petclinic-dev-vets-service',
    cluster: remote('cluster_arn'),
    task_definition: '${aws_ecs_task_definition.vets.arn}',
    desired_count: 1,
    capacity_provider_strategy: [{ capacity_provider: 'FARGATE', weight: 1 }],
    deployment_circuit_breaker: { enable: true, rollback: true },
    deployment_minimum_healthy_percent: 100,
    deployment_maximum_percent: 200,
    availability_zone_rebalancing: 'ENABLED',
    health_check_grace_period_seconds: 300,
    network_configuration: {
      subnets: ['${aws_subnet.app_a.id}', '${aws_subnet.app_b.id}'],
      assign_public_ip: false,
    },
    load_balancer: [{ target_group_arn: '${aws_lb_target_group.vets.arn}', container_port: 8080 }],
    service_registries: { registry_arn: '${aws_service_discovery_service.vets.arn}' },
    depends_on: ['aws_lb_listener_rule.vets'],
    lifecycle: { ignore_changes: ['desired_count'] },
  } as Body,
  group: {
    name: 'pc-dev-vets-service-8080',
    port: 8080,
    target_type: 'ip',
    health_check: { matcher: '200', path: '/api/vets/actuator/health/readiness' },
    lifecycle: { create_before_destroy: true },
  } as Body,
  rule: {
    priority: 20,
    condition: [
      { path_pattern: { values: ['/api/vets', '/api/vets/*'] } },
      {
        http_header: {
          http_header_name: 'x-origin-verify',
          values: ['${data.aws_secretsmanager_secret_version.origin.secret_string}'],
        },
      },
    ],
    action: [{ type: 'forward', target_group_arn: '${aws_lb_target_group.vets.arn}' }],
  } as Body,
  discovery: { name: 'vets-service', dns_config: { dns_records: [{ type: 'A', ttl: 10 }] } } as Body,
  target: {
    resource_id: 'service/clinic/${aws_ecs_service.vets.name}',
    min_capacity: 1,
    max_capacity: 4,
  } as Body,
  scaling: { resource_id: '${aws_appautoscaling_target.vets.resource_id}' } as Body,
  /** Rights of the execution role and of the task role. */
  rights: {
    execution: [
      { Effect: 'Allow', Action: ['ssm:GetParameters'], Resource: [ARN] },
      {
        Effect: 'Allow',
        Action: ['secretsmanager:GetSecretValue'],
        Resource: ['${aws_secretsmanager_secret.vets.arn}'],
      },
    ],
    task: [{ Effect: 'Allow', Action: ['xray:PutTraceSegments'], Resource: ['*'] }],
  } as Record<'execution' | 'task', PolicyStatement[]>,
  providers: ['FARGATE', 'FARGATE_SPOT'],
  /** Further resources of the stack, by type and name. */
  more: {} as Record<string, Record<string, Body>>,
});

export type ServiceCase = ReturnType<typeof parts>;

function stacksWith(change: (service: ServiceCase) => void): Record<string, Configuration> {
  const given = parts();
  change(given);
  const containers = JSON.stringify([given.application, given.collector]);
  const roles = (['execution', 'task'] as const).map((role) => [
    role,
    { role: `\${aws_iam_role.${role}.id}`, policy: policy(...given.rights[role]) },
  ]);
  return {
    'dev-platform': stack(
      {
        aws_ecr_repository: { vets: {} },
        aws_ecs_cluster: { cluster: {} },
        aws_ecs_cluster_capacity_providers: {
          cluster: { cluster_name: '${aws_ecs_cluster.cluster.name}', capacity_providers: given.providers },
        },
      },
      {
        output: {
          repository_urls: { value: { 'vets-service': '${aws_ecr_repository.vets.repository_url}' } },
          cluster_arn: { value: '${aws_ecs_cluster.cluster.arn}' },
        },
      },
    ),
    'dev-services': stack({
      aws_cloudwatch_log_group: { vets: { name: '/petclinic/dev/vets-service' } },
      aws_secretsmanager_secret: { vets: { name: '/petclinic/dev/db/vets' } },
      aws_subnet: {
        app_a: { availability_zone: 'us-west-2a' },
        app_b: { availability_zone: 'us-west-2b' },
      },
      aws_iam_role: { execution: {}, task: {} },
      aws_iam_role_policy: Object.fromEntries(roles) as Record<string, Body>,
      aws_ecs_task_definition: { vets: { ...given.task, container_definitions: containers } },
      aws_ecs_service: { vets: given.service },
      aws_lb_target_group: { vets: given.group },
      aws_lb_listener_rule: { vets: given.rule },
      aws_service_discovery_service: { vets: given.discovery },
      aws_appautoscaling_target: { vets: given.target },
      aws_appautoscaling_policy: { vets: given.scaling },
      ...given.more,
    }),
  };
}

/** The addresses at which `rule` finds something in a service that keeps every rule but for what `change` does to it. */
export const foundInService = (
  rule: Rule,
  change: (service: ServiceCase) => void = () => undefined,
): string[] => foundIn(rule, stacksWith(change)).map((address) => address.replace(/^dev-services\//, ''));
