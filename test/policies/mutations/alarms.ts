import { Body } from '../../support/estate';
import { at, each, Mutation, Mutations, rewritten, set, without } from './mutation';

const STACK = 'dev-observability';
const alarm = (name: string): string => `${STACK}/aws_cloudwatch_metric_alarm.alarms_${name}_alarm`;

const GATEWAY_ERRORS = alarm('gateway-errors');
const VETS_TASKS = alarm('vets-service-tasks');
const SATURATION = alarm('vets-service-saturation');
const CONNECTIONS = alarm('database-connections');
const FIREWALL = alarm('firewall-api-blocks');
const DURATION = alarm('genai-duration');
const DASHBOARD = `${STACK}/aws_cloudwatch_dashboard.dashboard_dashboard`;
const SUBSCRIPTION =
  'prod-security/aws_sns_topic_subscription.alarm-topic_email-operations-at-petclinic-example-com';
const LINK = 'https://github.com/owner/name/blob/main/docs/runbooks/alarms.md';

/** Changes the dimensions of an alarm on one metric. */
const dimensions =
  (change: Body): Mutation['apply'] =>
  (sandbox, address) => {
    Object.assign(sandbox.body(address)['dimensions'] as Body, change);
  };

/** Changes the queries of an alarm on several metrics: the expression, or each of the metrics. */
const queries =
  (change: Body, part: 'expression' | 'metric'): Mutation['apply'] =>
  (sandbox, address) => {
    for (const query of sandbox.body(address)['metric_query'] as Body[]) {
      if (!(part in query)) continue;
      Object.assign(part === 'metric' ? (query['metric'] as Body) : query, change);
    }
  };

const expression = (text: string): Mutation =>
  at(GATEWAY_ERRORS, queries({ expression: text }, 'expression'));

/** Changes of an alarm, each of which has to be found at the resource that it watches. */
const changedAt = (address: string, watching: string, changes: readonly Body[]): Mutation[] =>
  changes.map((change) =>
    at(address, (sandbox) => {
      Object.assign(sandbox.body(watching), change);
    }),
  );

/** Ways to break the rules of alarms. */
export const alarms: Mutations = {
  'resource-has-alarms': [
    ...changedAt('dev-services/aws_ecs_service.vets-service_service', VETS_TASKS, [
      { treat_missing_data: 'notBreaching' },
      { statistic: 'Maximum' },
      { evaluation_periods: 60 },
      { comparison_operator: 'GreaterThanThreshold' },
    ]),
    ...changedAt(
      'dev-services/aws_lb_target_group.vets-service_route_target-group',
      alarm('vets-service-unhealthy-hosts'),
      [{ threshold: 5 }, { statistic: 'Minimum' }, { comparison_operator: 'LessThanThreshold' }],
    ),
    ...changedAt('dev-data/aws_rds_cluster.aurora_cluster', alarm('database-cpu'), [
      { treat_missing_data: 'notBreaching' },
      { statistic: 'Average' },
      { evaluation_periods: 60 },
    ]),
    at(
      'dev-edge/aws_api_gateway_stage.stage_stage',
      set('extended_statistic', undefined, alarm('gateway-latency')),
    ),
    ...Object.entries({
      'database-replica-lag': 'dev-data/aws_rds_cluster.aurora_cluster',
      'nat-gateway-b-ports': 'dev-network/aws_nat_gateway.internet_nat-gateway-b',
      'firewall-load-balancer-blocks': 'dev-edge/aws_wafv2_web_acl.load-balancer-firewall_acl',
      'migration-errors': 'dev-data/aws_lambda_function.migration_function_function',
      'gateway-latency': 'dev-edge/aws_api_gateway_stage.stage_stage',
    }).map(([name, address]): Mutation => at(address, without(alarm(name)))),
    // The metric stays in the alarm, as another one.
    ...Object.entries({
      MemoryUtilization: ['vets-service-saturation', 'dev-services/aws_ecs_service.vets-service_service'],
      Throttles: ['genai-failures', 'dev-genai/aws_lambda_alias.genai_live_alias'],
      'genai-tool-failures': [
        'genai-failures',
        `${STACK}/aws_cloudwatch_log_metric_filter.log-metrics_genai-tool-failures_filter`,
      ],
    }).map(([metric, [name = '', address = '']]): Mutation =>
      at(address, rewritten(alarm(name), 'metric_query', metric, 'Invocations')),
    ),
  ],
  'alarm-threshold-is-reachable': [
    at(GATEWAY_ERRORS, set('threshold', 60)),
    at(GATEWAY_ERRORS, set('comparison_operator', 'LessThanThreshold')),
    at(VETS_TASKS, set('threshold', 2)),
    at(
      VETS_TASKS,
      set('min_capacity', 0, 'dev-services/aws_appautoscaling_target.vets-service_scaling_target'),
    ),
    at(SATURATION, set('threshold', 100)),
    at(alarm('database-cpu'), set('threshold', 100)),
    at(DURATION, set('timeout', 20, 'dev-genai/aws_lambda_function.genai_function_function')),
    at(alarm('gateway-latency'), set('threshold', 29_000)),
    at(alarm('vets-service-latency'), set('threshold', 30)),
    at(GATEWAY_ERRORS, set('threshold', 100)),
    // 99 failures of 99 requests would be silent.
    expression('IF(requests >= 100, 100 * errors / requests, 0)'),
    expression('IF(FILL(errors, 0) >= 21, 100 * FILL(errors, 0) / requests, 0)'),
    expression('IF(FILL(requests, 0) >= 3, 100 * FILL(requests, 0) / errors, 0)'),
    expression('IF(FILL(errors, 0) >= 3, FILL(errors, 0) / requests, 0)'),
    expression('100 * faults / requests'),
    at(GATEWAY_ERRORS, rewritten(GATEWAY_ERRORS, 'metric_query', '5XXError', 'Count')),
    // The lower of both passes the threshold last.
    at(SATURATION, queries({ expression: 'MIN([cpu, memory])' }, 'expression')),
    at(SATURATION, queries({ expression: 'MAX([cpu])' }, 'expression')),
    // Values of another unit.
    at(CONNECTIONS, set('threshold', 720)),
    at(alarm('database-memory'), set('threshold', 0)),
    at(alarm('database-replica-lag'), set('threshold', 1_000_000)),
    at(alarm('gateway-latency'), set('threshold', 22)),
    at(DURATION, set('threshold', 23)),
    at(GATEWAY_ERRORS, queries({ period: 90 }, 'metric')),
    ...each(VETS_TASKS, set('datapoints_to_alarm', 6), set('datapoints_to_alarm', 1)),
    at(VETS_TASKS, set('evaluation_periods', 1441)),
  ],
  'alarm-has-runbook': [
    at(FIREWALL, set('alarm_description', 'Requests were stopped.')),
    at(VETS_TASKS, set('alarm_description', `Tasks missing: it is gone. ${LINK}#nowhere`)),
    at(VETS_TASKS, rewritten(VETS_TASKS, 'alarm_description', /blob\/.*\/docs/, 'blob/docs')),
    at(DASHBOARD, rewritten(DASHBOARD, 'dashboard_body', /blob\/[^\s"]*?\/docs/, 'blob/docs')),
    ...['observation.md', 'observability.md#nowhere'].map((to): Mutation =>
      at(DASHBOARD, (sandbox, address) => {
        rewritten(address, 'dashboard_body', 'observability.md', to)(sandbox, address);
      }),
    ),
  ],
  'alarm-notifies': [
    at(FIREWALL, set('ok_actions', [])),
    at(VETS_TASKS, set('alarm_actions', [])),
    at(VETS_TASKS, set('actions_enabled', false)),
    at(SUBSCRIPTION, set('filter_policy', '{"severity":["high"]}')),
    at(SUBSCRIPTION, set('protocol', 'email-json')),
  ],
  'alarm-metric-exists': [
    at(FIREWALL, set('metric_name', 'BlockedRequest')),
    at(FIREWALL, set('namespace', 'WAF')),
    at(FIREWALL, set('statistic', 'Average')),
    at(FIREWALL, dimensions({ Region: 'us-east-1' })),
    at(FIREWALL, dimensions({ Rule: 'all' })),
    at(FIREWALL, dimensions({ Country: 'DE' })),
    at(
      alarm('genai-tokens'),
      queries({ dimensions: { ModelId: 'us.anthropic.claude-haiku-5-5' } }, 'metric'),
    ),
    at(
      FIREWALL,
      set(
        'visibility_config.cloudwatch_metrics_enabled',
        false,
        'dev-edge/aws_wafv2_web_acl.api-firewall_acl',
      ),
    ),
    at(alarm('vets-service-errors'), queries({ metric_name: 'HTTPCode_5XX' }, 'metric')),
    ...each(
      alarm('genai-failures'),
      // Of the lines that a filter counts.
      set('metric_query.2.metric.namespace', 'petclinic/prod'),
      set('metric_query.2.metric.dimensions', { Service: 'genai' }),
    ),
    at(CONNECTIONS, set('dimensions', {})),
    at(CONNECTIONS, dimensions({ Role: 'WRITER' })),
    ...['platform.outputs.cluster_name', 'data.outputs.nothing'].map((output) =>
      at(CONNECTIONS, dimensions({ DBClusterIdentifier: `\${data.terraform_remote_state.${output}}` })),
    ),
    at(CONNECTIONS, dimensions({ DBClusterIdentifier: 'petclinic-dev' })),
    at(
      CONNECTIONS,
      dimensions({
        DBClusterIdentifier: '${data.terraform_remote_state.data.outputs.database_endpoint}',
      }),
    ),
    at(VETS_TASKS, set('setting', [], 'dev-platform/aws_ecs_cluster.cluster_cluster')),
    at(
      alarm('vets-service-errors'),
      queries({ dimensions: { LoadBalancer: 'app/petclinic-dev/1' } }, 'metric'),
    ),
    at(
      alarm('genai-failures'),
      without(`${STACK}/aws_cloudwatch_log_metric_filter.log-metrics_genai-errors_filter`),
    ),
  ],
  'alarm-treats-missing-data': [
    at(FIREWALL, set('treat_missing_data', undefined)),
    at(FIREWALL, set('treat_missing_data', 'breaching')),
  ],
};
