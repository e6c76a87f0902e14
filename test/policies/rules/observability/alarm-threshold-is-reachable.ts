import { Estate, Resource } from '../../../support/estate';
import { Finding, findingsAt, Rule, unless } from '../../rule';
import { METRIC_ALARM, resourceOf, Watched, watchedBy, WatchedMetric } from '../../support/alarms';

export const rule: Rule = {
  reason:
    'An alarm that CloudWatch cannot evaluate, whose threshold its metric cannot pass, or that waits for traffic which an outage takes away, is found out when it matters.',
  source:
    'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html, https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html',
  check: (estate): Finding[] =>
    findingsAt(estate.ofType(METRIC_ALARM), (alarm) => {
      const watched = watchedBy(alarm);
      return [
        ...evaluationProblems(alarm, watched),
        ...expressionProblems(watched),
        ...watched.metrics.flatMap((metric) => thresholdProblems(estate, alarm, watched, metric)),
      ];
    }),
};

const DAY = 86_400;
const HOUR = 3600;

/** Most failures that an alarm may wait for before it looks at their percentage. */
const MAX_FAILURES = 20;

/** Metrics whose low values are bad; of all others it is the high ones. */
const BAD_WHEN_LOW = ['FreeableMemory', 'RunningTaskCount'];

/** Seconds after which the gateway gives up: no answer takes longer. */
const GATEWAY_SECONDS = 29;

function evaluationProblems(alarm: Resource, { metrics }: Watched): string[] {
  const periods = Number(alarm.body['evaluation_periods']);
  const datapoints = Number(alarm.body['datapoints_to_alarm'] ?? periods);
  const seconds = [...new Set(metrics.map(({ periodSeconds }) => periodSeconds))];
  return [
    ...unless(
      seconds.length === 1,
      `its metrics have periods of ${seconds.join(' and ')} s; give all the same`,
    ),
    ...seconds.flatMap((period) => [
      // 10, 20 and 30 are for metrics of high resolution: none of ours is.
      ...unless(period > 0 && period % 60 === 0, `a period of ${period} s; take a multiple of 60`),
      ...unless(
        periods * period <= (period >= HOUR ? 7 * DAY : DAY),
        `${periods} periods of ${period} s; AWS takes a day in all, or seven where a period is an hour or more`,
      ),
    ]),
    ...unless(
      datapoints >= 1 && datapoints <= periods,
      `${datapoints} of ${periods} periods have to be bad; take 1 to ${periods}`,
    ),
  ];
}

/** Names that an expression does not have, and conditions that hide an outage. */
function expressionProblems({ expression, metrics }: Watched): string[] {
  if (expression === undefined) return unless(metrics.length === 1, 'it returns no value, or several');
  const known = new Map(metrics.map(({ id, name }) => [id, name]));
  const ids = [...new Set(expression.match(/\b[a-z]\w*\b/g) ?? [])];
  const conditions = [...expression.matchAll(/\b([a-z]\w*)\b(?:, 0\))? *[<>]=? *(\d+)/g)];
  return [
    ...ids.filter((id) => !known.has(id)).map((id) => `its expression names ${id}, which it does not have`),
    ...conditions.flatMap(([, id = '', limit]) => [
      ...unless(
        !/^(Count|RequestCount|Invocations)$/.test(known.get(id) ?? ''),
        `it waits for ${limit ?? ''} requests: when fewer come and all fail, it is silent; hold it against a number of failures`,
      ),
      ...unless(
        Number(limit) <= MAX_FAILURES,
        `it waits for ${limit ?? ''} of ${id}: take at most ${MAX_FAILURES}`,
      ),
    ]),
  ];
}

/** Thresholds that the metric cannot pass, or passes at all times. */
function thresholdProblems(
  estate: Estate,
  alarm: Resource,
  { expression }: Watched,
  metric: WatchedMetric,
): string[] {
  const threshold = Number(alarm.body['threshold']);
  const isBelow = String(alarm.body['comparison_operator']).startsWith('LessThan');
  if (isBelow !== BAD_WHEN_LOW.includes(metric.name))
    return [`it rings ${isBelow ? 'below' : 'above'} its threshold, where ${metric.name} is good`];
  const below = (limit: number, unit: string): string[] =>
    unless(threshold < limit, `${metric.name} never passes ${threshold} ${unit}: take less than ${limit}`);
  switch (metric.name) {
    case 'RunningTaskCount': {
      const service = resourceOf(estate, alarm, metric, 'ServiceName');
      const name = service === undefined ? undefined : estate.text(service, 'name');
      const scaling = estate
        .ofType('aws_appautoscaling_target')
        .find((target) => estate.text(target, 'resource_id')?.split('/').at(-1) === name);
      const least = Number(scaling?.body['min_capacity']);
      return unless(
        threshold === least,
        `it rings below ${threshold} tasks, and the service runs ${least} at least`,
      );
    }
    case 'Duration': {
      const timeout = Number(resourceOf(estate, alarm, metric, 'FunctionName')?.body['timeout']);
      return below(timeout * 1000, 'ms');
    }
    case 'Latency':
      return below(GATEWAY_SECONDS * 1000, 'ms');
    case 'TargetResponseTime':
      return below(GATEWAY_SECONDS, 's');
    default:
      // At half of all requests nobody has to be asked any more.
      if (expression?.includes('100 *') === true) return below(50, 'percent');
      return /Utilization$/.test(metric.name) ? below(100, 'percent') : [];
  }
}
