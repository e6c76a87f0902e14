import { findingsAt, Rule, unless } from '../../rule';
import { DASHBOARD, widgetsOf } from '../../support/dashboards';

export const rule: Rule = {
  reason:
    'A dashboard belongs to no region: a graph that names none is refused, and one that names another shows somebody else’s metrics, or none.',
  source:
    'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html#CloudWatch-Dashboard-Properties-Metric-Widget-Object',
  check: (estate) =>
    findingsAt(estate.ofType(DASHBOARD), (dashboard) =>
      widgetsOf(dashboard)
        .filter(({ type }) => type === 'metric')
        .flatMap(({ properties: { title = 'a graph', region } }) =>
          unless(
            region === estate.region(dashboard),
            `${title} is drawn from ${region ?? 'no region'} instead of ${estate.region(dashboard)}`,
          ),
        ),
    ),
};
