import { Body } from '../../support/estate';
import { Mutation, Mutations, set } from './mutation';

const STACK = 'dev-observability';
const metric = (name: string): string => `${STACK}/aws_cloudwatch_metric_alarm.alarms_${name}_alarm`;
const composite = (name: string): string =>
  `${STACK}/aws_cloudwatch_composite_alarm.alarms_paths_${name}_alarm`;

const GATEWAY_ERRORS = metric('gateway_errors');
const VETS_TASKS = metric('vets-service_tasks');
const VETS_LATENCY = metric('vets-service_latency');
const CONNECTIONS = metric('database_a-connections');
const CAPACITY = metric('database_a-capacity');
const FIREWALL = metric('firewall_api-blocks');
const DURATION = metric('genai_duration');
const VETS_PATH = composite('path-vets-service');
const CLUSTER = 'dev-data/aws_rds_cluster.aurora_cluster';

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

/** Ways to break the rules of alarms. */
export const alarms: Mutations = {
  'alarm-can-fire': [
    // The threshold, or what of the estate its range is computed of.
    { address: VETS_TASKS, apply: set('threshold', 2) },
    {
      address: VETS_TASKS,
      apply: elsewhere(
        'dev-services/aws_appautoscaling_target.vets-service_scaling_target',
        'min_capacity',
        0,
      ),
    },
    { address: metric('vets-service_cpu'), apply: set('threshold', 100) },
    { address: metric('vets-service_cpu'), apply: set('threshold', 69) },
    { address: CONNECTIONS, apply: set('threshold', 90) },
    { address: CONNECTIONS, apply: set('threshold', 14) },
    {
      address: CAPACITY,
      apply: elsewhere(CLUSTER, 'serverlessv2_scaling_configuration', { min_capacity: 1, max_capacity: 1 }),
    },
    { address: metric('database_a-memory'), apply: set('threshold', 2 * 1024 ** 3) },
    {
      address: metric('database_a-replica-lag'),
      apply: (sandbox) => {
        sandbox.remove('dev-data/aws_rds_cluster_instance.aurora_instances_instance-b');
      },
    },
    {
      address: DURATION,
      apply: elsewhere('dev-genai/aws_lambda_function.genai_function_function', 'timeout', 20),
    },
    { address: metric('migration_errors'), apply: set('threshold', 2) },
    { address: metric('genai_throttles'), apply: set('threshold', 1501) },
    { address: metric('gateway_latency'), apply: set('threshold', 29_000) },
    { address: VETS_LATENCY, apply: set('threshold', 30) },
    { address: GATEWAY_ERRORS, apply: set('threshold', 100) },
    { address: GATEWAY_ERRORS, apply: queries({ expression: '100 * errors / requests' }, 'expression') },
    {
      address: GATEWAY_ERRORS,
      apply: queries({ expression: 'IF(requests >= 30001, 100 * errors / requests, 0)' }, 'expression'),
    },
    { address: GATEWAY_ERRORS, apply: queries({ period: 90 }, 'metric') },
    { address: VETS_TASKS, apply: set('datapoints_to_alarm', 6) },
    { address: VETS_TASKS, apply: set('evaluation_periods', 1441) },
  ],
  'alarm-has-runbook': [
    { address: FIREWALL, apply: set('alarm_description', 'Requests were stopped.') },
    {
      address: VETS_PATH,
      apply: set(
        'alarm_description',
        'https://github.com/owner/name/blob/main/docs/runbooks/alarms.md#nowhere',
      ),
    },
  ],
  'alarm-notifies': [
    { address: FIREWALL, apply: set('ok_actions', []) },
    {
      address: VETS_TASKS,
      apply: (sandbox) => {
        const path = sandbox.body(VETS_PATH);
        path['alarm_rule'] = String(path['alarm_rule']).replace(
          'ALARM("petclinic-dev-vets-service-tasks") OR ',
          '',
        );
      },
    },
    { address: VETS_PATH, apply: elsewhere(composite('entrance'), 'alarm_actions', []) },
  ],
  'alarm-metric-exists': [
    { address: FIREWALL, apply: set('metric_name', 'BlockedRequest') },
    { address: FIREWALL, apply: set('namespace', 'WAF') },
    { address: FIREWALL, apply: set('statistic', 'Average') },
    { address: FIREWALL, apply: dimensions({ Region: 'us-east-1' }) },
    { address: FIREWALL, apply: dimensions({ Rule: 'all' }) },
    { address: FIREWALL, apply: dimensions({ Country: 'DE' }) },
    { address: CONNECTIONS, apply: dimensions({ DBInstanceIdentifier: 'petclinic-dev-a' }) },
    {
      address: CONNECTIONS,
      apply: dimensions({
        DBInstanceIdentifier: '${data.terraform_remote_state.data.outputs.cluster_endpoint}',
      }),
    },
    { address: VETS_TASKS, apply: elsewhere('dev-platform/aws_ecs_cluster.cluster_cluster', 'setting', []) },
    {
      address: VETS_LATENCY,
      apply: queries({ dimensions: { LoadBalancer: 'app/petclinic-dev/1' } }, 'metric'),
    },
    {
      address: metric('vets-service_error-lines'),
      apply: (sandbox) => {
        const made = sandbox
          .estate()
          .ofType('aws_cloudwatch_log_metric_filter')
          .find(
            ({ stack, body }) => stack === STACK && JSON.stringify(body).includes('vets-service-error-lines'),
          );
        sandbox.remove(made?.address ?? '');
      },
    },
  ],
  'alarm-treats-missing-data': [
    { address: FIREWALL, apply: set('treat_missing_data', undefined) },
    { address: FIREWALL, apply: set('treat_missing_data', 'breaching') },
  ],
  'composite-alarm-names-alarms-that-exist': [
    { address: VETS_PATH, apply: set('alarm_rule', 'ALARM("petclinic-prod-gateway-errors")') },
    { address: VETS_PATH, apply: set('alarm_rule', 'ALARM("petclinic-dev-gateway-errors") OR') },
    { address: VETS_PATH, apply: set('alarm_rule', 'ALARM("petclinic-dev-path-vets-service")') },
    { address: VETS_PATH, apply: set('depends_on', []) },
    { address: VETS_PATH, apply: elsewhere(VETS_TASKS, 'lifecycle', {}) },
    {
      address: VETS_PATH,
      apply: set('actions_suppressor', {
        alarm: 'petclinic-dev-calm',
        wait_period: 60,
        extension_period: 60,
      }),
    },
  ],
};
