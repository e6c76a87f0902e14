import { environmentOf, Estate, Resource } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';
import { METRIC_ALARM, resourceOf, watchedBy } from '../../support/alarms';
import { routesTo } from '../../support/api-routes';
import { scheduleOf } from '../../support/schedules';

const MAX_SECONDS = 300;

/** Seconds that the probe waits for an answer. */
const REQUEST_SECONDS = 10;

export const rule: Rule = {
  reason:
    'When nobody comes, or everybody gets 403, no metric of the system changes. A request from outside every minute, whose failure or silence rings within five minutes, shows it.',
  source:
    'https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_withstand_component_failures_monitoring_health.html',
  check: (estate) =>
    findingsAt(estate.ofType('aws_api_gateway_stage'), (stage) =>
      unless(
        estate
          .ofType(METRIC_ALARM)
          .filter((alarm) => environmentOf(alarm) === environmentOf(stage))
          .some((alarm) => isProbe(estate, alarm, openPaths(estate, stage))),
        'no alarm of its environment rings within five minutes when a scheduled function fails or does not run that requests each of its open paths, and once a minute',
      ),
    ),
};

/** Paths of the API that browsers may call from elsewhere; those of administrators answer no preflight. */
const openPaths = (estate: Estate, stage: Resource): string[] =>
  routesTo(estate, 'MOCK')
    .filter(({ integration }) => environmentOf(integration) === environmentOf(stage))
    .map(({ path }) => path.replace('/{proxy+}', ''));

function isProbe(estate: Estate, alarm: Resource, paths: readonly string[]): boolean {
  const { metrics } = watchedBy(alarm);
  const [metric] = metrics;
  if (metric?.namespace !== 'AWS/Lambda' || metric.name !== 'Errors') return false;
  const lambda = resourceOf(estate, alarm, metric, 'FunctionName');
  const seconds = metric.periodSeconds * Number(alarm.body['evaluation_periods']);
  const requested = JSON.stringify(lambda?.body['environment']);
  return (
    lambda !== undefined &&
    scheduleOf(estate, lambda) === 'rate(1 minute)' &&
    // Lambda repeats what fails, twice by default: one failure would ring as three.
    estate
      .referringTo(lambda, 'function_name', 'aws_lambda_function_event_invoke_config')
      .some(({ body }) => body['maximum_retry_attempts'] === 0) &&
    lambda.body['reserved_concurrent_executions'] === undefined &&
    Number(lambda.body['timeout']) > REQUEST_SECONDS &&
    requested.includes('outputs.api_url') &&
    paths.every((path) => requested.includes(`${path}/`)) &&
    alarm.body['treat_missing_data'] === 'breaching' &&
    alarm.body['threshold'] === 1 &&
    alarm.body['comparison_operator'] === 'GreaterThanOrEqualToThreshold' &&
    alarm.body['statistic'] === 'Sum' &&
    seconds < MAX_SECONDS
  );
}
