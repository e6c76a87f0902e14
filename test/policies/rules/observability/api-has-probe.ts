import { environmentOf, Estate, Resource } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';
import { METRIC_ALARM, resourceOf, watchedBy } from '../../support/alarms';
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
          .some((alarm) => isProbe(estate, alarm)),
        'no alarm of its environment rings within five minutes when a scheduled function that requests its public URL fails or does not run',
      ),
    ),
};

function isProbe(estate: Estate, alarm: Resource): boolean {
  const { metrics } = watchedBy(alarm);
  const [metric] = metrics;
  if (metric?.namespace !== 'AWS/Lambda' || metric.name !== 'Errors') return false;
  const lambda = resourceOf(estate, alarm, metric, 'FunctionName');
  const seconds = metric.periodSeconds * Number(alarm.body['evaluation_periods']);
  return (
    scheduleOf(estate, lambda) === 'rate(1 minute)' &&
    lambda?.body['reserved_concurrent_executions'] === undefined &&
    Number(lambda?.body['timeout']) > REQUEST_SECONDS &&
    JSON.stringify(lambda?.body['environment']).includes('outputs.api_url') &&
    alarm.body['treat_missing_data'] === 'breaching' &&
    alarm.body['threshold'] === 1 &&
    alarm.body['comparison_operator'] === 'GreaterThanOrEqualToThreshold' &&
    alarm.body['statistic'] === 'Sum' &&
    seconds < MAX_SECONDS
  );
}
