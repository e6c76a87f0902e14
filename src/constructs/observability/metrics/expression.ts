import { Keyed } from '../../../lib/keyed';
import { Metric } from './metric';

/**
 * A value that CloudWatch computes of several metrics.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export interface MetricExpression {
  readonly expression: string;
  /** The value in words, with its unit. */
  readonly label: string;
  /** Metrics of the expression, by the names that it uses for them. */
  readonly metrics: Keyed<Metric>;
}

interface Failures {
  readonly requests: Metric;
  /** Failed ones of the requests; missing where there are none. */
  readonly errors: Metric;
  /** Least number of errors in a period that counts: of two requests at night one may fail. */
  readonly failures: number;
}

/** Failed requests in percent of all; 0 while few failed. A least number of requests would hide that all of them fail. */
export const failedPercent = ({ requests, errors, failures }: Failures): MetricExpression => ({
  expression: `IF(FILL(errors, 0) >= ${failures}, 100 * FILL(errors, 0) / requests, 0)`,
  label: 'Failed requests, percent',
  metrics: { requests, errors },
});

/** The highest of several metrics of one unit. */
export const highest = (metrics: Keyed<Metric>, label: string): MetricExpression => ({
  expression: `MAX([${Object.keys(metrics).sort().join(', ')}])`,
  label,
  metrics,
});

/** The sum of several metrics, of which any may be missing. */
export const sum = (metrics: Keyed<Metric>, label: string): MetricExpression => ({
  expression: Object.keys(metrics)
    .sort()
    .map((id) => `FILL(${id}, 0)`)
    .join(' + '),
  label,
  metrics,
});
