import { Keyed } from '../../../lib/keyed';
import { MetricExpression } from '../metrics/expression';
import { Metric } from '../metrics/metric';

/** Kinds of alarms. Each has a section of that name in docs/runbooks/alarms.md, to which the description of its alarms leads. */
export const alarmKinds = [
  'outage',
  'gateway-errors',
  'gateway-latency',
  'service-errors',
  'service-latency',
  'service-unhealthy-hosts',
  'service-tasks',
  'service-saturation',
  'genai-failures',
  'genai-duration',
  'genai-tokens',
  'migration-errors',
  'database-cpu',
  'database-connections',
  'database-memory',
  'database-replica-lag',
  'nat-gateway-ports',
  'firewall-blocks',
] as const;

export type AlarmKind = (typeof alarmKinds)[number];

/** CloudWatch's names of the comparisons `value comparison threshold`. */
export const COMPARISONS = {
  '>': 'GreaterThanThreshold',
  '>=': 'GreaterThanOrEqualToThreshold',
  '<': 'LessThanThreshold',
} as const;

/** A metric alarm: the fault that it stands for, and the values that set it off. */
export interface AlarmDefinition {
  /** The section of the runbook that it leads to. */
  readonly kind: AlarmKind;
  /** The fault in a few words, such as `Tasks missing`: the beginning of its mail. */
  readonly fault: string;
  /** Sentences for the person who gets the mail. No thresholds: these differ between environments, and the mail has them. */
  readonly meaning: string;
  readonly metric: Metric | MetricExpression;
  /** The value is bad when this holds: `value comparison threshold`. */
  readonly comparison: keyof typeof COMPARISONS;
  /** Threshold of the alarm, in the unit of the metric. */
  readonly threshold: number;
  /** Seconds whose values become one: a multiple of 60. */
  readonly periodSeconds: number;
  /** Number of these values in a row that have to be bad. */
  readonly periods: number;
  /**
   * Meaning of a period without any value: `notBreaching` where it is that nothing happened, `breaching` where the metric
   * comes at all times.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html#alarms-and-missing-data
   */
  readonly missingData: 'breaching' | 'notBreaching';
  /** Metrics in whose graphs the threshold is drawn. @default the metric itself, none of an expression */
  readonly drawnOn?: readonly Metric[];
}

/** Values of what a definition leaves out: five minutes, of which one suffices, and silence that is no fault. */
export const ALARM_DEFAULTS = { periodSeconds: 300, periods: 1, missingData: 'notBreaching' } as const;

type Defaulted = keyof typeof ALARM_DEFAULTS;

/** Alarms by their names within an environment. */
export type Alarms = Keyed<Omit<AlarmDefinition, Defaulted> & Partial<Pick<AlarmDefinition, Defaulted>>>;
