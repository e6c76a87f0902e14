import { CloudwatchLogMetricFilter } from '@cdktf/provider-aws/lib/cloudwatch-log-metric-filter';
import { Construct } from 'constructs';
import { Metric } from '../../lib/metrics/metric';

export interface LogLineMetricProps {
  readonly name: string;
  readonly logGroup: string;
  /** Which lines count. */
  readonly pattern: string;
  /** The metric that they make, without dimensions: their values would have to stand in the lines. */
  readonly metric: Metric;
}

/**
 * Counts lines of a log group. Minutes with other lines only count zero; minutes without any line have no value, and no
 * alarm may take that for bad.
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
