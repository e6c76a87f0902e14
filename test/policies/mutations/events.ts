import { at, Mutation, Mutations, rewritten, set, without } from './mutation';

const STACK = 'dev-observability';
const PROBE = `${STACK}/aws_cloudwatch_metric_alarm.alarms_outage_alarm`;
const STAGE = 'dev-edge/aws_api_gateway_stage.stage_stage';
const FUNCTION = `${STACK}/aws_lambda_function.probe_function`;
const PERMISSION = `${STACK}/aws_lambda_permission.probe_permission`;
const NO_RETRIES = `${STACK}/aws_lambda_function_event_invoke_config.probe_no-retries`;
const SCHEDULE = `${STACK}/aws_cloudwatch_event_rule.probe_schedule`;
const TOPIC = 'dev-security/aws_sns_topic.alarm-topic_topic';
const eventRule = (kind: string, environment = 'dev'): string =>
  `${environment}-security/aws_cloudwatch_event_rule.events_${kind}`;
const ROLLBACK = eventRule('deployment-failed');
const ROLLBACK_TARGET = 'dev-security/aws_cloudwatch_event_target.events_deployment-failed-target';

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
    at(STAGE, set('action', 'lambda:GetFunction', PERMISSION)),
    at(STAGE, set('maximum_retry_attempts', 2, NO_RETRIES)),
    at(STAGE, without(NO_RETRIES)),
    at(STAGE, without(`${STACK}/aws_cloudwatch_event_target.probe_target`)),
    at(STAGE, rewritten(FUNCTION, 'environment', /\$\{data[^}]*\}/g, 'http://localhost')),
    ...['/api/visits/actuator', '/api/genai'].map((path): Mutation =>
      at(STAGE, rewritten(FUNCTION, 'environment', path, '/api/vets/actuator')),
    ),
  ],
  'event-rule-notifies': [
    at(ROLLBACK, set('state', 'DISABLED')),
    at(ROLLBACK, set('event_bus_name', 'own')),
    at(ROLLBACK, without(ROLLBACK_TARGET)),
    at(ROLLBACK, set('input_transformer', {}, ROLLBACK_TARGET)),
    at(ROLLBACK, rewritten(ROLLBACK_TARGET, 'input_transformer', '<reason>', '<cause>')),
    at(ROLLBACK, rewritten(ROLLBACK_TARGET, 'input_transformer', '#deployment', '#dep')),
    at(ROLLBACK, rewritten(ROLLBACK_TARGET, 'input_transformer', /blob\/.*?\/docs/, 'blob/docs')),
    at(ROLLBACK, rewritten(ROLLBACK_TARGET, 'input_transformer', '#deployment-failed', '#outage')),
    at(ROLLBACK, rewritten(ROLLBACK_TARGET, 'input_transformer', 'A deployment was rolled back: ', '')),
    at(ROLLBACK, (sandbox) => {
      sandbox.add('dev-security', 'aws_cloudwatch_event_target', 'again', sandbox.body(ROLLBACK_TARGET));
    }),
    ...[
      [ROLLBACK, 'Deployment State', 'Service State'],
      [ROLLBACK, 'aws.ecs', 'ecs'],
      [ROLLBACK, 'SERVICE_DEPLOYMENT_FAILED', 'DEPLOYMENT_FAILED'],
      [ROLLBACK, 'SERVICE_DEPLOYMENT_FAILED', 'SERVICE_DEPLOYMENT_FAILED\\",\\"SERVICE_DEPLOYMENT_COMPLETED'],
      // Of an environment `dev`, a prefix without its end is also that of `dev2`.
      [ROLLBACK, 'service/petclinic-dev/', 'service/petclinic-dev'],
      [eventRule('image-vulnerable'), 'HIGH', 'High'],
      [eventRule('database-event'), 'failover', 'fail-over'],
      [eventRule('database-event'), '\\"availability\\",', ''],
      [eventRule('backup-failed', 'prod'), '\\"EXPIRED\\",', ''],
      [eventRule('access-analyzer-finding'), 'aws.access-analyzer', 'aws.accessanalyzer'],
      [eventRule('config-noncompliant'), 'NON_COMPLIANT', 'NON-COMPLIANT'],
      [eventRule('certificate-expires', 'prod'), 'Approaching Expiration', 'Expired'],
      [eventRule('backup-failed', 'prod'), 'petclinic-prod-', 'default'],
    ].map(([address = '', from = '', to = '']): Mutation =>
      at(TOPIC.replace('dev', address.split('-')[0] ?? ''), rewritten(address, 'event_pattern', from, to)),
    ),
    at(
      TOPIC,
      rewritten(
        'dev-security/aws_cloudwatch_event_target.events_config-noncompliant-target',
        'input_transformer',
        '$.account',
        '$.region',
      ),
    ),
    ...['$.detail.stoppedReason', '$.detail', '$.detail.eventName'].map((path): Mutation =>
      at(TOPIC, rewritten(ROLLBACK_TARGET, 'input_transformer', '$.detail.reason', path)),
    ),
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
