import { findingsAt, Rule } from '../../rule';
import { DASHBOARD, metricsOf, widgetsOf } from '../../support/dashboards';
import { metricProblems } from '../../support/metric-problems';

export const rule: Rule = {
  reason: 'A graph of a metric that nobody publishes is empty, and looks as if all were quiet.',
  source:
    'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html#dimension-combinations',
  check: (estate) =>
    findingsAt(estate.ofType(DASHBOARD), (dashboard) =>
      widgetsOf(dashboard).flatMap((widget) =>
        metricsOf(widget)
          .flatMap((metric) => metricProblems(estate, dashboard, metric))
          .map((problem) => `${widget.properties.title ?? 'a graph'}: ${problem}`),
      ),
    ),
};
