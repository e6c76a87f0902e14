import { Keyed } from '../keyed';
import { Metric } from './metric';

/**
 * A value that CloudWatch computes of several metrics.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export interface MetricExpression {
  readonly expression: string;
  /** What the value is, in words. */
  readonly label: string;
  /** By the name that the expression has for each. */
  readonly metrics: Keyed<Metric>;
  /** The one of them that has the same unit: in its graph the threshold can be drawn. @default none */
  readonly drawnOn?: Metric;
}

/** What says something about requests only when there were enough of them. */
interface Guarded {
  readonly requests: Metric;
  /** Fewer requests in a period count as none: of two at night one may fail, or be slow, without telling anything. */
  readonly minRequests: number;
}

/** How many of 100 requests failed; 0 while there were too few. `errors` are among `requests`, and missing where there are none. */
export const failedPercent = ({
  requests,
  errors,
  minRequests,
}: Guarded & { readonly errors: Metric }): MetricExpression => ({
  expression: `IF(requests >= ${minRequests}, 100 * FILL(errors, 0) / requests, 0)`,
  label: 'Failed requests, percent',
  metrics: { requests, errors },
});

/**
 * The same where `requests` are only those that got as far as a target, so that those which did not come on top. Of a request
 * that failed at its target both are counted: when all do, this is 50. `requests` are missing too while there is no target at
 * all, which is when every request fails.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 */
export const unservedPercent = ({
  requests,
  errors,
  minRequests,
}: Guarded & { readonly errors: Metric }): MetricExpression => ({
  expression: `IF(FILL(requests, 0) + FILL(errors, 0) >= ${minRequests}, 100 * FILL(errors, 0) / (FILL(requests, 0) + FILL(errors, 0)), 0)`,
  label: 'Failed requests, percent',
  metrics: { requests, errors },
});

/** How long requests took, as the statistic of `time` says; 0 while there were too few. */
export const timeOfRequests = ({
  requests,
  time,
  minRequests,
}: Guarded & { readonly time: Metric }): MetricExpression => ({
  expression: `IF(requests >= ${minRequests}, time, 0)`,
  label: 'Time of requests',
  metrics: { requests, time },
  drawnOn: time,
});
