import { Estate, Resource } from '../../../support/estate';
import { Finding, findingsAt, Rule, unless } from '../../rule';
import { METRIC_ALARM, Watched, watchedBy } from '../../support/alarms';
import { evaluate } from '../../support/metric-math';
import { rangeOf } from '../../support/metric-range';
import { Range } from '../../support/task-range';

export const rule: Rule = {
  reason:
    'An alarm whose threshold lies beyond what its metric can be is no alarm, and one that its metric has passed while all is well is noise: both are found out when it matters.',
  source:
    'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html, and for each range test/policies/support/metric-range.ts',
  check: (estate): Finding[] =>
    findingsAt(estate.ofType(METRIC_ALARM), (alarm) => [
      ...evaluationProblems(alarm),
      ...rangeProblems(estate, alarm),
    ]),
};

const BREACHES: Readonly<Record<string, (value: number, threshold: number) => boolean>> = {
  GreaterThanThreshold: (value, threshold) => value > threshold,
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
};

const DAY = 86_400;
const HOUR = 3600;

function evaluationProblems(alarm: Resource): string[] {
  const periods = Number(alarm.body['evaluation_periods']);
  const datapoints = Number(alarm.body['datapoints_to_alarm'] ?? periods);
  const seconds = [...new Set(watchedBy(alarm).metrics.map(({ periodSeconds }) => periodSeconds))];
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

function rangeProblems(estate: Estate, alarm: Resource): string[] {
  const watched = watchedBy(alarm);
  const ranges = watched.metrics.map((metric) => ({ ...metric, range: rangeOf(estate, alarm, metric) }));
  const unknown = ranges.filter(({ range }) => range === undefined);
  if (unknown.length > 0) {
    return unknown.map(
      ({ namespace, name }) =>
        `nothing says how far ${namespace} ${name} can go: add it to test/policies/support/metric-range.ts`,
    );
  }
  const breaches = BREACHES[String(alarm.body['comparison_operator'])];
  if (breaches === undefined) return [`${String(alarm.body['comparison_operator'])} is not a comparison`];
  const threshold = Number(alarm.body['threshold']);
  const valueOf = (pick: (range: Range) => number): number =>
    computed(
      watched,
      ranges.map(({ id, range }) => [id, range === undefined ? 0 : pick(range)]),
    );
  const reachable = combinations(ranges.length).map((bits) => {
    const ends = [...bits];
    return valueOf(({ lowest, highest }) => (ends.shift() === true ? highest : lowest));
  });
  const resting = valueOf((range) => range.resting);
  return [
    ...unless(
      reachable.some((value) => breaches(value, threshold)),
      `it can never fire: the value goes from ${Math.min(...reachable)} to ${Math.max(...reachable)}, the threshold is ${threshold}`,
    ),
    ...unless(
      !breaches(resting, threshold),
      `it always fires: at rest the value is ${resting}, the threshold is ${threshold}`,
    ),
    ...fewRequestsProblems(watched, ranges, (value) => breaches(value, threshold)),
  ];
}

/** Two requests at night, one of which failed and took as long as it could. */
function fewRequestsProblems(
  watched: Watched,
  ranges: readonly { readonly id: string; readonly name: string; readonly range: Range | undefined }[],
  breaches: (value: number) => boolean,
): string[] {
  const isCount = (name: string): boolean => name === 'Count' || name === 'RequestCount';
  const isError = (name: string): boolean => /5XX/i.test(name);
  if (!ranges.some(({ name }) => isCount(name) || isError(name) || /Latency|ResponseTime/.test(name)))
    return [];
  const value = computed(
    watched,
    ranges.map(({ id, name, range }) => [id, isCount(name) ? 2 : isError(name) ? 1 : (range?.highest ?? 0)]),
  );
  return unless(
    !breaches(value),
    `one bad request of two fires it; hold it against a least number of requests`,
  );
}

function computed(
  { expression }: Watched,
  values: readonly (readonly [id: string, value: number])[],
): number {
  return expression === undefined
    ? (values[0]?.[1] ?? NaN)
    : evaluate(expression, Object.fromEntries(values));
}

/** Every way to choose one end or the other, for so many metrics. */
const combinations = (count: number): boolean[][] =>
  Array.from({ length: 2 ** count }, (_, index) =>
    Array.from({ length: count }, (__, bit) => ((index >> bit) & 1) === 1),
  );
