import { blocks, Body, environmentOf, Estate, Resource } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';
import { METRIC_ALARM, resourceOf, watchedBy } from '../../support/alarms';

/** Seconds within which an alarm rings: on what callers notice, and on what builds up. */
const [SOON, LATER] = [300, 900];

/** A metric, the seconds within which its alarm rings, and attributes of an alarm on nothing else. */
type Wanted = readonly [metric: string, seconds: number, attributes?: Body];

/** The least of several times passes no threshold, and one slow request the greatest. */
const SLOW = { extended_statistic: 'p90' };

/** Metrics of a type of resource, behind the dimension in which it stands. */
const WANTED: Readonly<Record<string, readonly [dimension: string, ...Wanted[]]>> = {
  aws_api_gateway_stage: ['Stage', ['5XXError', SOON], ['Latency', LATER, SLOW]],
  aws_ecs_service: [
    'ServiceName',
    // The number of tasks is held by alarm-threshold-is-reachable. A cluster that is gone publishes nothing.
    [
      'RunningTaskCount',
      SOON,
      { statistic: 'Minimum', comparison_operator: 'LessThanThreshold', treat_missing_data: 'breaching' },
    ],
    ['CPUUtilization', LATER],
    ['MemoryUtilization', LATER],
  ],
  aws_lambda_function: ['FunctionName', ['Errors', SOON]],
  // Callers wait for a function that has an alias.
  aws_lambda_alias: ['FunctionName', ['Throttles', SOON], ['Duration', LATER, SLOW]],
  aws_lb_target_group: [
    'TargetGroup',
    [
      'UnHealthyHostCount',
      SOON,
      { statistic: 'Maximum', comparison_operator: 'GreaterThanOrEqualToThreshold', threshold: 1 },
    ],
    ['HTTPCode_Target_5XX_Count', SOON],
    ['TargetResponseTime', LATER, SLOW],
  ],
  aws_nat_gateway: ['NatGatewayId', ['ErrorPortAllocation', LATER]],
  aws_rds_cluster: [
    'DBClusterIdentifier',
    // A cluster that is stopped or gone publishes nothing.
    ['CPUUtilization', LATER, { statistic: 'Maximum', treat_missing_data: 'breaching' }],
    ['DatabaseConnections', LATER],
    ['FreeableMemory', LATER],
    ['AuroraReplicaLag', LATER],
  ],
  aws_wafv2_web_acl: ['WebACL', ['BlockedRequests', SOON]],
};

export const rule: Rule = {
  reason:
    'A fault that no alarm watches is found by users; so is one whose alarm needs an hour, or takes silence for good where the resource itself is gone.',
  source:
    'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Best_Practice_Recommended_Alarms_AWS_Services.html',
  check: (estate) => [
    ...Object.entries(WANTED).flatMap(([type, [dimension, ...metrics]]) =>
      findingsAt(estate.ofType(type), (resource) =>
        metrics
          .filter(([metric]) => metric !== 'AuroraReplicaLag' || hasReader(estate, resource))
          .flatMap((wanted) => problemsOf(estate, resource, dimension, wanted)),
      ),
    ),
    ...findingsAt(
      estate.ofType('aws_cloudwatch_log_metric_filter').filter((filter) => readsFunction(estate, filter)),
      (filter) => filterProblems(estate, filter),
    ),
  ],
};

const hasReader = (estate: Estate, cluster: Resource): boolean =>
  estate.referringTo(cluster, 'cluster_identifier', 'aws_rds_cluster_instance').length > 1;

function problemsOf(
  estate: Estate,
  resource: Resource,
  dimension: string,
  [name, seconds, attributes]: Wanted,
): string[] {
  const subject =
    resource.type === 'aws_lambda_alias' ? estate.target(resource, resource.body['function_name']) : resource;
  const isWatched = estate.ofType(METRIC_ALARM).some((alarm) => {
    const { metrics } = watchedBy(alarm);
    return (
      (attributes === undefined || metrics.length === 1) &&
      Object.entries(attributes ?? {}).every(([key, value]) => alarm.body[key] === value) &&
      metrics.some(
        (metric) =>
          metric.name === name &&
          resourceOf(estate, alarm, metric, dimension) === subject &&
          metric.periodSeconds * Number(alarm.body['evaluation_periods']) <= seconds,
      )
    );
  });
  const how = attributes === undefined ? '' : `: ${JSON.stringify(attributes)}`;
  return unless(isWatched, `no alarm on its ${name} rings within ${seconds / 60} minutes${how}`);
}

/** Tells whether a filter counts lines of a function. Those of the services are for the dashboard. */
function readsFunction(estate: Estate, filter: Resource): boolean {
  const group = estate.target(filter, filter.body['log_group_name']);
  return estate
    .ofType('aws_lambda_function')
    .some((lambda) =>
      blocks(lambda.body, 'logging_config').some(
        (config) => estate.target(lambda, config['log_group']) === group,
      ),
    );
}

const filterProblems = (estate: Estate, filter: Resource): string[] =>
  blocks(filter.body, 'metric_transformation').flatMap(({ namespace, name }) =>
    unless(
      estate
        .ofType(METRIC_ALARM)
        .filter((alarm) => environmentOf(alarm) === environmentOf(filter))
        .flatMap((alarm) => watchedBy(alarm).metrics)
        .some((metric) => metric.namespace === namespace && metric.name === name),
      `no alarm watches the lines that it counts, ${String(name)}`,
    ),
  );
