import { Estate, Resource } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';
import { METRIC_ALARM, resourceOf, watchedBy } from '../../support/alarms';

const MAX_SECONDS = 300;

/** Attributes of an alarm on a metric. */
interface Wanted {
  readonly metric: string;
  readonly dimension: string;
  readonly statistic: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** The number of tasks is held by alarm-threshold-is-reachable. A cluster that is gone publishes nothing. */
const TASKS: Wanted = {
  metric: 'RunningTaskCount',
  dimension: 'ServiceName',
  statistic: 'Minimum',
  attributes: { comparison_operator: 'LessThanThreshold', treat_missing_data: 'breaching' },
};
const TARGETS: Wanted = {
  metric: 'UnHealthyHostCount',
  dimension: 'TargetGroup',
  statistic: 'Maximum',
  attributes: { comparison_operator: 'GreaterThanOrEqualToThreshold', threshold: 1 },
};

export const rule: Rule = {
  reason: 'Missing tasks and unhealthy targets fail no request until the last one is gone.',
  source:
    'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Best_Practice_Recommended_Alarms_AWS_Services.html',
  check: (estate) => [
    ...findingsAt(estate.ofType('aws_ecs_service'), (service) => problemsOf(estate, service, TASKS)),
    ...findingsAt(estate.ofType('aws_lb_target_group'), (group) => problemsOf(estate, group, TARGETS)),
  ],
};

const problemsOf = (estate: Estate, subject: Resource, wanted: Wanted): string[] =>
  unless(
    estate.ofType(METRIC_ALARM).some((alarm) => {
      const { metrics } = watchedBy(alarm);
      const [metric] = metrics;
      return (
        metrics.length === 1 &&
        metric?.name === wanted.metric &&
        metric.statistic === wanted.statistic &&
        resourceOf(estate, alarm, metric, wanted.dimension) === subject &&
        metric.periodSeconds * Number(alarm.body['evaluation_periods']) <= MAX_SECONDS &&
        Object.entries(wanted.attributes).every(([key, value]) => alarm.body[key] === value)
      );
    }),
    `no alarm on its ${wanted.metric} rings within five minutes: ${JSON.stringify(wanted)}`,
  );
