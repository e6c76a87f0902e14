import { Estate, environmentOf, Resource } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';
import { resourceOf } from '../../support/alarms';
import { DASHBOARD, metricsOf, widgetsOf } from '../../support/dashboards';

export const rule: Rule = {
  reason: 'What is not on the dashboard is the last place where an operator looks.',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Dashboards.html',
  check: (estate) =>
    findingsAt(estate.ofType('aws_ecs_service'), (service) => {
      const dashboards = estate
        .ofType(DASHBOARD)
        .filter((dashboard) => environmentOf(dashboard) === environmentOf(service));
      return ['CPUUtilization', 'MemoryUtilization', 'RunningTaskCount', 'DesiredTaskCount'].flatMap(
        (metric) =>
          unless(
            dashboards.some((dashboard) => shows(estate, dashboard, service, metric)),
            `no dashboard of its environment shows its ${metric}`,
          ),
      );
    }),
};

const shows = (estate: Estate, dashboard: Resource, service: Resource, name: string): boolean =>
  widgetsOf(dashboard)
    .flatMap(metricsOf)
    .some(
      (metric) => metric.name === name && resourceOf(estate, dashboard, metric, 'ServiceName') === service,
    );
