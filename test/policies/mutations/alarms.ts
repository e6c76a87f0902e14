import { Body } from '../../support/estate';
import { Mutation, Mutations, set } from './mutation';

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

/** Sets an attribute of another resource. */
const elsewhere =
  (address: string, attribute: string, value: unknown): Mutation['apply'] =>
  (sandbox) => {
    sandbox.body(address)[attribute] = value;
  };

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

const expression = (text: string): Mutation => ({
  address: GATEWAY_ERRORS,
  apply: queries({ expression: text }, 'expression'),
});

/** Ways to break the rules of alarms. */
export const alarms: Mutations = {
  'service-has-alarms': [
    ...[
      { treat_missing_data: 'notBreaching' },
      { statistic: 'Maximum' },
      { evaluation_periods: 60 },
      { comparison_operator: 'GreaterThanThreshold' },
    ].map((change): Mutation => ({
      address: 'dev-services/aws_ecs_service.vets-service_service',
      apply: (sandbox) => {
        Object.assign(sandbox.body(VETS_TASKS), change);
      },
    })),
    ...[{ threshold: 5 }, { statistic: 'Minimum' }, { comparison_operator: 'LessThanThreshold' }].map(
      (change): Mutation => ({
        address: 'dev-services/aws_lb_target_group.vets-service_route_target-group',
        apply: (sandbox) => {
          Object.assign(sandbox.body(alarm('vets-service-unhealthy-hosts')), change);
        },
      }),
    ),
  ],
  'alarm-threshold-is-reachable': [
    { address: GATEWAY_ERRORS, apply: set('threshold', 60) },
    { address: GATEWAY_ERRORS, apply: set('comparison_operator', 'LessThanThreshold') },
    { address: VETS_TASKS, apply: set('threshold', 2) },
    {
      address: VETS_TASKS,
      apply: elsewhere(
        'dev-services/aws_appautoscaling_target.vets-service_scaling_target',
        'min_capacity',
        0,
      ),
    },
    { address: alarm('vets-service-saturation'), apply: set('threshold', 100) },
    { address: alarm('database-cpu'), apply: set('threshold', 100) },
    {
      address: DURATION,
      apply: elsewhere('dev-genai/aws_lambda_function.genai_function_function', 'timeout', 20),
    },
    { address: alarm('gateway-latency'), apply: set('threshold', 29_000) },
    { address: alarm('vets-service-latency'), apply: set('threshold', 30) },
    { address: GATEWAY_ERRORS, apply: set('threshold', 100) },
    // 99 failures of 99 requests would be silent.
    expression('IF(requests >= 100, 100 * errors / requests, 0)'),
    expression('IF(FILL(errors, 0) >= 100, 100 * errors / requests, 0)'),
    expression('100 * faults / requests'),
    { address: GATEWAY_ERRORS, apply: queries({ period: 90 }, 'metric') },
    { address: VETS_TASKS, apply: set('datapoints_to_alarm', 6) },
    { address: VETS_TASKS, apply: set('evaluation_periods', 1441) },
  ],
  'alarm-has-runbook': [
    { address: FIREWALL, apply: set('alarm_description', 'Requests were stopped.') },
    { address: VETS_TASKS, apply: set('alarm_description', `Tasks missing: it is gone. ${LINK}#nowhere`) },
    ...['observation.md', 'observability.md#nowhere'].map((to): Mutation => ({
      address: DASHBOARD,
      apply: (sandbox, address) => {
        rewritten(address, 'dashboard_body', 'observability.md', to)(sandbox, address);
      },
    })),
  ],
  'alarm-notifies': [
    { address: FIREWALL, apply: set('ok_actions', []) },
    { address: VETS_TASKS, apply: set('alarm_actions', []) },
    { address: VETS_TASKS, apply: set('actions_enabled', false) },
    { address: SUBSCRIPTION, apply: set('filter_policy', '{"severity":["high"]}') },
  ],
  'alarm-metric-exists': [
    { address: FIREWALL, apply: set('metric_name', 'BlockedRequest') },
    { address: FIREWALL, apply: set('namespace', 'WAF') },
    { address: FIREWALL, apply: set('statistic', 'Average') },
    { address: FIREWALL, apply: dimensions({ Region: 'us-east-1' }) },
    { address: FIREWALL, apply: dimensions({ Rule: 'all' }) },
    { address: FIREWALL, apply: dimensions({ Country: 'DE' }) },
    {
      address: alarm('genai-tokens'),
      // The model, under which nothing is published that is called through a profile.
      apply: queries({ dimensions: { ModelId: 'us.anthropic.claude-haiku-5-5' } }, 'metric'),
    },
    { address: CONNECTIONS, apply: dimensions({ DBClusterIdentifier: 'petclinic-dev' }) },
    {
      address: CONNECTIONS,
      apply: dimensions({
        DBClusterIdentifier: '${data.terraform_remote_state.data.outputs.database_endpoint}',
      }),
    },
    { address: VETS_TASKS, apply: elsewhere('dev-platform/aws_ecs_cluster.cluster_cluster', 'setting', []) },
    {
      address: alarm('vets-service-errors'),
      apply: queries({ dimensions: { LoadBalancer: 'app/petclinic-dev/1' } }, 'metric'),
    },
    {
      address: alarm('genai-failures'),
      apply: (sandbox) => {
        sandbox.remove(`${STACK}/aws_cloudwatch_log_metric_filter.log-metrics_genai-errors_filter`);
      },
    },
  ],
  'alarm-treats-missing-data': [
    { address: FIREWALL, apply: set('treat_missing_data', undefined) },
    { address: FIREWALL, apply: set('treat_missing_data', 'breaching') },
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
    { address: STAGE, apply: elsewhere(SCHEDULE, 'schedule_expression', 'rate(10 minutes)') },
    { address: STAGE, apply: elsewhere(SCHEDULE, 'state', 'DISABLED') },
    { address: STAGE, apply: elsewhere(SCHEDULE, 'is_enabled', false) },
    { address: STAGE, apply: elsewhere(FUNCTION, 'reserved_concurrent_executions', 0) },
    { address: STAGE, apply: elsewhere(FUNCTION, 'timeout', 3) },
    { address: STAGE, apply: elsewhere(PROBE, 'treat_missing_data', 'notBreaching') },
    { address: STAGE, apply: elsewhere(PROBE, 'evaluation_periods', 10) },
    { address: STAGE, apply: elsewhere(PROBE, 'comparison_operator', 'GreaterThanThreshold') },
    { address: STAGE, apply: elsewhere(PROBE, 'statistic', 'Average') },
    {
      address: STAGE,
      apply: elsewhere(PERMISSION, 'source_arn', 'arn:aws:events:us-west-2:123456789012:rule/a'),
    },
    { address: STAGE, apply: elsewhere(PERMISSION, 'principal', 'sns.amazonaws.com') },
    {
      address: STAGE,
      apply: (sandbox) => {
        sandbox.remove(`${STACK}/aws_cloudwatch_event_target.probe_target`);
      },
    },
    {
      address: STAGE,
      apply: rewritten(FUNCTION, 'environment', /\$\{data[^}]*\}/g, 'http://localhost'),
    },
  ],
  'event-rule-notifies': [
    { address: ROLLBACK, apply: set('state', 'DISABLED') },
    { address: ROLLBACK, apply: set('event_bus_name', 'own') },
    {
      address: ROLLBACK,
      apply: (sandbox) => {
        sandbox.remove(ROLLBACK_TARGET);
      },
    },
    { address: ROLLBACK, apply: elsewhere(ROLLBACK_TARGET, 'input_transformer', {}) },
    { address: ROLLBACK, apply: rewritten(ROLLBACK_TARGET, 'input_transformer', '<reason>', '<cause>') },
    { address: ROLLBACK, apply: rewritten(ROLLBACK_TARGET, 'input_transformer', '#deployment', '#dep') },
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
    ].map(([address = '', from = '', to = '']): Mutation => ({
      address: TOPIC.replace('dev', address.split('-')[0] ?? ''),
      apply: rewritten(address, 'event_pattern', from, to),
    })),
    {
      address: TOPIC,
      apply: rewritten(ROLLBACK_TARGET, 'input_transformer', '$.detail.reason', '$.detail.stoppedReason'),
    },
    {
      address: TOPIC,
      apply: rewritten(
        'dev-security/aws_sns_topic_policy.alarm-topic_policy',
        'policy',
        'events.amazonaws.com',
        'cloudwatch.amazonaws.com',
      ),
    },
    {
      // The condition that fits alarms: EventBridge sends no source, so every message would be lost.
      address: TOPIC,
      apply: rewritten(
        'dev-security/aws_sns_topic_policy.alarm-topic_policy',
        'policy',
        /(EventsPublish\\",)/,
        '$1\\"Condition\\":{\\"StringEquals\\":{\\"aws:SourceAccount\\":\\"123456789012\\"}},',
      ),
    },
    {
      address: TOPIC,
      apply: rewritten(
        'dev-security/aws_kms_key.logs-key_key',
        'policy',
        'events.amazonaws.com',
        'sns.amazonaws.com',
      ),
    },
  ],
};
