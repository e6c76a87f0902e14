import { Body } from '../../support/estate';
import { at, each, Mutation, Mutations, set, without } from './mutation';

const STACK = 'dev-observability';
const alarm = (name: string): string => `${STACK}/aws_cloudwatch_metric_alarm.alarms_${name}_alarm`;

const GATEWAY_ERRORS = alarm('gateway-errors');
const VETS_TASKS = alarm('vets-service-tasks');
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

/** Ways to break the rules of alarms. */
export const alarms: Mutations = {
  'service-has-alarms': [
    ...[
      { treat_missing_data: 'notBreaching' },
      { statistic: 'Maximum' },
      { evaluation_periods: 60 },
      { comparison_operator: 'GreaterThanThreshold' },
    ].map((change): Mutation =>
      at('dev-services/aws_ecs_service.vets-service_service', (sandbox) => {
        Object.assign(sandbox.body(VETS_TASKS), change);
      }),
    ),
    ...[{ threshold: 5 }, { statistic: 'Minimum' }, { comparison_operator: 'LessThanThreshold' }].map(
      (change): Mutation =>
        at('dev-services/aws_lb_target_group.vets-service_route_target-group', (sandbox) => {
          Object.assign(sandbox.body(alarm('vets-service-unhealthy-hosts')), change);
        }),
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
    at(alarm('vets-service-saturation'), set('threshold', 100)),
    at(alarm('database-cpu'), set('threshold', 100)),
    at(DURATION, set('timeout', 20, 'dev-genai/aws_lambda_function.genai_function_function')),
    at(alarm('gateway-latency'), set('threshold', 29_000)),
    at(alarm('vets-service-latency'), set('threshold', 30)),
    at(GATEWAY_ERRORS, set('threshold', 100)),
    // 99 failures of 99 requests would be silent.
    expression('IF(requests >= 100, 100 * errors / requests, 0)'),
    expression('IF(FILL(errors, 0) >= 100, 100 * errors / requests, 0)'),
    expression('IF(FILL(requests, 0) > 99, 100 * errors / requests, 0)'),
    expression('IF(errors >= 21, 100 * errors / requests, 0)'),
    expression('100 * faults / requests'),
    at(GATEWAY_ERRORS, queries({ period: 90 }, 'metric')),
    at(VETS_TASKS, set('datapoints_to_alarm', 6)),
    at(VETS_TASKS, set('evaluation_periods', 1441)),
  ],
  'alarm-has-runbook': [
    at(FIREWALL, set('alarm_description', 'Requests were stopped.')),
    at(VETS_TASKS, set('alarm_description', `Tasks missing: it is gone. ${LINK}#nowhere`)),
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

const PROBE = alarm('outage');
const STAGE = 'dev-edge/aws_api_gateway_stage.stage_stage';
const FUNCTION = `${STACK}/aws_lambda_function.probe_function`;
const PERMISSION = `${STACK}/aws_lambda_permission.probe_permission`;
const SCHEDULE = `${STACK}/aws_cloudwatch_event_rule.probe_schedule`;
const TOPIC = 'dev-security/aws_sns_topic.alarm-topic_topic';
const eventRule = (kind: string, environment = 'dev'): string =>
  `${environment}-security/aws_cloudwatch_event_rule.events_${kind}`;
const ROLLBACK = eventRule('deployment-failed');
const ROLLBACK_TARGET = 'dev-security/aws_cloudwatch_event_target.events_deployment-failed-target';

/** Rewrites an attribute of another resource, as text. */
const rewritten =
  (address: string, attribute: string, from: string | RegExp, to: string): Mutation['apply'] =>
  (sandbox) => {
    const body = sandbox.body(address);
    const text = JSON.stringify(body[attribute]);
    body[attribute] = JSON.parse(text.replace(from, to)) as unknown;
  };

/** Ways to lose what no metric shows. */
export const events: Mutations = {
  'api-has-probe': [
    at(STAGE, set('schedule_expression', 'rate(10 minutes)', SCHEDULE)),
    at(STAGE, set('state', 'DISABLED', SCHEDULE)),
    at(STAGE, set('is_enabled', false, SCHEDULE)),
    at(STAGE, set('reserved_concurrent_executions', 0, FUNCTION)),
    at(STAGE, set('timeout', 3, FUNCTION)),
    at(STAGE, set('treat_missing_data', 'notBreaching', PROBE)),
    at(STAGE, set('evaluation_periods', 10, PROBE)),
    at(STAGE, set('comparison_operator', 'GreaterThanThreshold', PROBE)),
    at(STAGE, set('statistic', 'Average', PROBE)),
    at(STAGE, set('source_arn', 'arn:aws:events:us-west-2:123456789012:rule/a', PERMISSION)),
    at(STAGE, set('principal', 'sns.amazonaws.com', PERMISSION)),
    at(STAGE, without(`${STACK}/aws_cloudwatch_event_target.probe_target`)),
    at(STAGE, rewritten(FUNCTION, 'environment', /\$\{data[^}]*\}/g, 'http://localhost')),
  ],
  'event-rule-notifies': [
    at(ROLLBACK, set('state', 'DISABLED')),
    at(ROLLBACK, set('event_bus_name', 'own')),
    at(ROLLBACK, without(ROLLBACK_TARGET)),
    at(ROLLBACK, set('input_transformer', {}, ROLLBACK_TARGET)),
    at(ROLLBACK, rewritten(ROLLBACK_TARGET, 'input_transformer', '<reason>', '<cause>')),
    at(ROLLBACK, rewritten(ROLLBACK_TARGET, 'input_transformer', '#deployment', '#dep')),
    ...[
      [ROLLBACK, 'Deployment State', 'Service State'],
      [ROLLBACK, 'aws.ecs', 'ecs'],
      [ROLLBACK, 'SERVICE_DEPLOYMENT_FAILED', 'DEPLOYMENT_FAILED'],
      [ROLLBACK, 'SERVICE_DEPLOYMENT_FAILED', 'SERVICE_DEPLOYMENT_FAILED\\",\\"SERVICE_DEPLOYMENT_COMPLETED'],
      // Of an environment `dev`, a prefix without its end is also that of `dev2`.
      [ROLLBACK, 'service/petclinic-dev/', 'service/petclinic-dev'],
      [eventRule('image-vulnerable'), 'HIGH', 'High'],
      [eventRule('database-event'), 'failover', 'fail-over'],
      [eventRule('access-analyzer-finding'), 'aws.access-analyzer', 'aws.accessanalyzer'],
      [eventRule('config-noncompliant'), 'NON_COMPLIANT', 'NON-COMPLIANT'],
      [eventRule('certificate-expires', 'prod'), 'Approaching Expiration', 'Expired'],
      [eventRule('backup-failed', 'prod'), 'petclinic-prod-', 'default'],
    ].map(([address = '', from = '', to = '']): Mutation =>
      at(TOPIC.replace('dev', address.split('-')[0] ?? ''), rewritten(address, 'event_pattern', from, to)),
    ),
    at(TOPIC, rewritten(ROLLBACK_TARGET, 'input_transformer', '$.detail.reason', '$.detail.stoppedReason')),
    at(
      TOPIC,
      rewritten(
        'dev-security/aws_sns_topic_policy.alarm-topic_policy',
        'policy',
        'events.amazonaws.com',
        'cloudwatch.amazonaws.com',
      ),
    ),
    at(
      TOPIC,
      rewritten(
        'dev-security/aws_sns_topic_policy.alarm-topic_policy',
        'policy',
        /(EventsPublish\\",)/,
        '$1\\"Condition\\":{\\"StringEquals\\":{\\"aws:SourceAccount\\":\\"123456789012\\"}},',
      ),
    ),
    at(
      TOPIC,
      rewritten(
        'dev-security/aws_kms_key.logs-key_key',
        'policy',
        'events.amazonaws.com',
        'sns.amazonaws.com',
      ),
    ),
  ],
};
