import { findingsAt, Rule } from '../../rule';
import { METRIC_ALARM, watchedBy } from '../../support/alarms';
import { metricProblems } from '../../support/metric-problems';

export const rule: Rule = {
  reason:
    'CloudWatch takes an alarm on any name and any dimensions. On a metric that nobody publishes it stays silent for ever.',
  source:
    'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html#dimension-combinations',
  check: (estate) =>
    findingsAt(estate.ofType(METRIC_ALARM), (alarm) =>
      watchedBy(alarm).metrics.flatMap((metric) => metricProblems(estate, alarm, metric)),
    ),
};
