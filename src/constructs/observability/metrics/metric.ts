import { Keyed } from '../../../lib/keyed';

/** Statistic that reduces the values of a period to one. `p90` is the value that 90 of 100 stay below. */
export type Statistic = 'Average' | 'Maximum' | 'Minimum' | 'Sum' | 'p90' | 'p99';

/**
 * A metric as CloudWatch tells it from others: by namespace, name and the whole set of its dimensions. An alarm on any other
 * combination watches something that nobody publishes, and stays silent for ever.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html#Metric
 */
export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Keyed<string>;
  /** The one that says something about this metric. */
  readonly statistic: Statistic;
}

/** Makes the metrics of one thing: they share namespace and dimensions. */
export const metricsOf =
  (namespace: string, dimensions: Keyed<string>) =>
  (name: string, statistic: Statistic): Metric => ({ namespace, name, dimensions, statistic });
