import { maxConnections } from '../../../../src/lib/aurora-connections';
import { blocks, Estate, Resource } from '../../../support/estate';
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

/** Milliseconds below which no threshold of a duration makes sense: a value in seconds does not. */
const A_SECOND = 1000;

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.how-it-works.html#aurora-serverless-v2.how-it-works.capacity */
const BYTES_PER_ACU = 2 * 1024 ** 3;

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
    // A short fault is over before somebody reads of it, and docs/alarms.md says after how long each alarm rings.
    ...unless(datapoints === periods, `${datapoints} of ${periods} periods have to be bad; take all of them`),
  ];
}

/** Forms of an expression: a share from a number of failures on, the highest of several values, a sum. */
const SHARE = /^IF\(FILL\((\w+), 0\) >= (\d+), 100 \* FILL\(\1, 0\) \/ (\w+), 0\)$/;
const FORMS = [SHARE, /^MAX\(\[\w+(?:, \w+)*\]\)$/, /^FILL\(\w+, 0\)(?: \+ FILL\(\w+, 0\))*$/];

/** Expressions that stay silent while everything fails, and metrics that take no part in theirs. */
function expressionProblems({ expression, metrics }: Watched): string[] {
  if (expression === undefined) return unless(metrics.length === 1, 'it returns no value, or several');
  const named = [...new Set(expression.match(/\b[a-z]\w*\b/g) ?? [])].sort().join(', ');
  const known = metrics.map(({ id }) => id).sort();
  const [, errors, failures, requests] = SHARE.exec(expression) ?? [];
  const nameOf = (id: string | undefined): string => metrics.find((metric) => metric.id === id)?.name ?? '';
  return [
    ...unless(
      named === known.join(', '),
      `its expression names ${named}, its metrics are ${known.join(', ')}`,
    ),
    ...unless(
      FORMS.some((form) => form.test(expression)),
      `${expression} is of no form that rings when everything fails, however few come: ${FORMS.join(' ')}`,
    ),
    ...unless(
      errors === undefined ||
        (nameOf(errors).includes('5XX') && /^(Count|RequestCount)$/.test(nameOf(requests))),
      `it holds ${nameOf(errors)} against ${nameOf(requests)}`,
    ),
    ...unless(
      Number(failures ?? 0) <= MAX_FAILURES,
      `it waits for ${failures ?? ''} failures: take at most ${MAX_FAILURES}`,
    ),
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
  const between = (least: number, limit: number, unit: string): string[] =>
    unless(
      threshold >= least && threshold < limit,
      `${metric.name} is never, or always, beyond ${threshold} ${unit}: take ${least} to less than ${limit}`,
    );
  const below = (limit: number, unit: string): string[] => between(0, limit, unit);
  const capacity = Number(
    blocks(
      resourceOf(estate, alarm, metric, 'DBClusterIdentifier')?.body,
      'serverlessv2_scaling_configuration',
    )[0]?.['max_capacity'],
  );
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
      return between(A_SECOND, timeout * 1000, 'ms');
    }
    case 'Latency':
      return between(A_SECOND, GATEWAY_SECONDS * 1000, 'ms');
    case 'TargetResponseTime':
      return below(GATEWAY_SECONDS, 's');
    case 'DatabaseConnections':
      return below(maxConnections(capacity), 'connections');
    case 'FreeableMemory':
      // An idle database has a quarter of it free.
      return between(capacity * BYTES_PER_ACU * 0.01, capacity * BYTES_PER_ACU * 0.25, 'bytes');
    case 'AuroraReplicaLag':
      return below(60_000, 'ms');
    default:
      // At half of all requests nobody has to be asked any more.
      if (expression?.includes('100 *') === true) return between(1, 50, 'percent');
      return /Utilization$/.test(metric.name) ? below(100, 'percent') : [];
  }
}
