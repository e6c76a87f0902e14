import { CloudwatchLogMetricFilter } from '@cdktf/provider-aws/lib/cloudwatch-log-metric-filter';
import { Construct } from 'constructs';
import { Metric } from './metrics/metric';

export interface LogLineMetricProps {
  readonly name: string;
  readonly logGroup: string;
  /** Filter pattern of the lines that count. */
  readonly pattern: string;
  /** Metric that the lines make, without dimensions: the lines would have to hold the dimensions' values. */
  readonly metric: Metric;
}

/**
 * Counts lines of a log group. A minute with only other lines counts zero; a minute without any line has no value, and
 * no alarm may treat that as breaching.
 *
 * @throws for a metric with dimensions
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/MonitoringLogData.html
 */
export class LogLineMetric extends Construct {
  constructor(scope: Construct, id: string, { name, logGroup, pattern, metric }: LogLineMetricProps) {
    super(scope, id);
    const dimensions = Object.keys(metric.dimensions);
    if (dimensions.length > 0) {
      throw new Error(
        `The metric ${metric.name} of the filter ${name} has the dimensions ${dimensions.join(', ')}; allowed: none. Put what they say into its name.`,
      );
    }
    new CloudwatchLogMetricFilter(this, 'filter', {
      name,
      logGroupName: logGroup,
      pattern,
      metricTransformation: {
        namespace: metric.namespace,
        name: metric.name,
        value: '1',
        defaultValue: '0',
        unit: 'Count',
      },
    });
  }
}
