import { byKey } from '../../../lib/keyed';
import { Metric } from '../metrics/metric';
import { Widget } from './grid';

/** Seconds that a point of a graph stands for. */
export const POINT_SECONDS = 60;

/**
 * CloudWatch draws no more in one graph.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html
 */
const MAX_LINES = 500;

/** A line of a graph, and what it is called there. */
export interface Line {
  readonly metric: Metric;
  readonly label: string;
}

/** Threshold at which an alarm takes the value of a metric for bad. */
export interface Threshold {
  readonly metric: Metric;
  readonly value: number;
  /** Seconds over which the alarm takes the statistic. */
  readonly periodSeconds: number;
}

export interface Graph {
  readonly title: string;
  readonly lines: readonly Line[];
  /** Unit of the axis, such as `ms`. */
  readonly unit: string;
  /** @default as far as the values go */
  readonly highest?: number;
}

/**
 * A graph over time, a quarter of the dashboard wide. Its axis begins at zero, so that small numbers look small.
 *
 * @param thresholds of all alarms: those of the lines are drawn
 * @throws when it has no line, or more than CloudWatch draws
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html#CloudWatch-Dashboard-Properties-Metric-Widget-Object
 */
export function graph(
  { title, lines, unit, highest }: Graph,
  region: string,
  thresholds: Thresholds,
): Widget {
  if (lines.length === 0 || lines.length > MAX_LINES) {
    throw new Error(`The graph "${title}" has ${lines.length} lines; allowed: 1 to ${MAX_LINES}`);
  }
  const horizontal = marks(lines, thresholds);
  return {
    type: 'metric',
    width: 6,
    height: 6,
    properties: {
      title,
      view: 'timeSeries',
      stacked: false,
      region,
      period: POINT_SECONDS,
      metrics: lines.map(({ metric, label }) => [
        metric.namespace,
        metric.name,
        ...byKey(metric.dimensions).flat(),
        { label, stat: metric.statistic },
      ]),
      yAxis: {
        left: { min: 0, ...(highest === undefined ? {} : { max: highest }), label: unit, showUnits: false },
      },
      ...(horizontal.length === 0 ? {} : { annotations: { horizontal } }),
    },
  };
}

/** The thresholds of the lines: each value once, since instances and zones share theirs. */
function marks(lines: readonly Line[], thresholds: Thresholds): object[] {
  const labels = new Map<number, Set<string>>();
  for (const { label, metric } of lines) {
    for (const { value, periodSeconds } of thresholds.get(identity(metric)) ?? []) {
      // A sum over five minutes is no mark for a sum over one.
      if (metric.statistic === 'Sum' && periodSeconds !== POINT_SECONDS) continue;
      labels.set(value, (labels.get(value) ?? new Set()).add(label));
    }
  }
  return [...labels]
    .sort(([a], [b]) => a - b)
    .map(([value, of]) => ({ label: `alarm: ${[...of].join(', ')}`, value }));
}

/** Thresholds by metric: each graph looks up those of its lines. */
export type Thresholds = ReadonlyMap<string, readonly Threshold[]>;

export function thresholdsByMetric(thresholds: readonly Threshold[]): Thresholds {
  const found = new Map<string, Threshold[]>();
  for (const threshold of thresholds) {
    const key = identity(threshold.metric);
    found.set(key, [...(found.get(key) ?? []), threshold]);
  }
  return found;
}

const identity = ({ namespace, name, statistic, dimensions }: Metric): string =>
  JSON.stringify([namespace, name, statistic, byKey(dimensions)]);
