import { at, Mutation, Mutations, set } from './mutation';

const inContainer =
  (change: (container: Record<string, unknown>) => void): Mutation['apply'] =>
  (sandbox, address) => {
    const body = sandbox.body(address);
    const containers = JSON.parse(String(body['container_definitions'])) as Record<string, unknown>[];
    for (const container of containers) change(container);
    body['container_definitions'] = JSON.stringify(containers);
  };

const GROUP = 'dev-data/aws_security_group.database-security-group_group';
const TARGETS = 'dev-services/aws_lb_target_group.vets-service_route_target-group';
const ALARM = 'dev-observability/aws_cloudwatch_metric_alarm.alarms_admin-server-latency_alarm';
const INSTANCE = 'dev-data/aws_rds_cluster_instance.aurora_instances_instance-a';
const TASK = 'dev-services/aws_ecs_task_definition.vets-service_task_definition_task-definition';
const RULE = 'dev-observability/aws_xray_sampling_rule.tracing_rule-api_rule';

/** Values that the provider sends and AWS refuses, one of each kind. */
export const values: Mutations = {
  'attribute-has-valid-value': [
    at('account-us-west-2/aws_accessanalyzer_analyzer.access-analyzer_analyzer', set('type', 'ORGANIZATION')),
    at(GROUP, set('description', 'Datenbank, größe M')),
    at('dev-network/aws_subnet.app_subnet-a', set('cidr_block', '10.0.3.0/29')),
    at('dev-network/aws_iam_role.flow-logs_role_role', set('description', 'Flow logs — all')),
    at('dev-network/aws_iam_role.flow-logs_role_role', set('tags', { Owner: 'a*b' })),
    at('dev-platform/aws_lb.load-balancer_load-balancer', set('idle_timeout', 4001)),
    at(TARGETS, set('health_check.matcher', '2xx')),
    at(TARGETS, set('health_check.timeout', 300)),
    at(TARGETS, set('slow_start', 10)),
    at('dev-services/aws_lb_listener_rule.vets-service_route_rule', set('priority', 50001)),
    at(ALARM, set('period', 90)),
    at(ALARM, set('datapoints_to_alarm', 9)),
    at(
      'dev-observability/aws_cloudwatch_log_metric_filter.log-metrics_vets-service-errors_filter',
      set('pattern', '{ $.level = "ERROR" '),
    ),
    at('dev-observability/aws_cloudwatch_event_rule.probe_schedule', set('schedule_expression', 'rate(1)')),
    at(INSTANCE, set('monitoring_interval', 45)),
    at(INSTANCE, set('performance_insights_retention_period', 30)),
    at(
      'dev-data/aws_rds_cluster.aurora_cluster',
      set('serverlessv2_scaling_configuration.min_capacity', 0.7),
    ),
    at(
      TASK,
      inContainer((one) => Object.assign(one, { healthCheck: { command: [], interval: 600 } })),
    ),
    at(RULE, set('fixed_rate', 50)),
    at(RULE, set('rule_name', 'x'.repeat(33))),
    at('dev-edge/aws_wafv2_web_acl.api-firewall_acl', set('description', 'Größe')),
    at('dev-genai/aws_lambda_function.genai_function_function', set('memory_size', 64)),
    at('dev-security/aws_kms_key.data-key_key', set('deletion_window_in_days', 3)),
    at('dev-network/aws_cloudwatch_log_group.flow-logs_log-group_group', set('retention_in_days', 10)),
    at('dev-services/aws_appautoscaling_target.vets-service_scaling_target', set('min_capacity', 9)),
  ],
};
