import {
  CloudwatchMetricAlarm,
  CloudwatchMetricAlarmConfig,
  CloudwatchMetricAlarmMetricQuery,
} from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { Threshold } from '../../lib/dashboard/graph';
import { byKey } from '../../lib/keyed';
import { MetricExpression } from '../../lib/metrics/expression';
import { Metric } from '../../lib/metrics/metric';
import { Alarm, alarmConfig, AlarmProps } from './alarm';

const COMPARISONS = {
  '>': 'GreaterThanThreshold',
  '>=': 'GreaterThanOrEqualToThreshold',
  '<': 'LessThanThreshold',
} as const;

export interface MetricAlarmProps extends AlarmProps {
  readonly metric: Metric | MetricExpression;
  /** The value is bad when this holds: `value comparison threshold`. */
  readonly comparison: keyof typeof COMPARISONS;
  /** In the unit of the metric. */
  readonly threshold: number;
  /** The time whose values become one: a multiple of 60. */
  readonly periodSeconds: number;
  /** So many of these values in a row have to be bad. */
  readonly periods: number;
  /**
   * What a period without any value means: often nothing happened, and that is well; what always tells something is broken
   * when it does not.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html#alarms-and-missing-data
   */
  readonly missingData: 'breaching' | 'notBreaching' | 'ignore' | 'missing';
}

/**
 * Watches one metric, or a value computed of several.
 *
 * @throws when its description is longer than AWS takes
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export class MetricAlarm extends Construct implements Alarm {
  readonly name: string;
  readonly arn: string;
  readonly ready: ITerraformDependable;
  /** For a graph of the metric: from where on it is bad. @default none, where the value is made of several metrics */
  readonly threshold: Threshold | undefined;

  constructor(scope: Construct, id: string, props: MetricAlarmProps) {
    super(scope, id);
    const { metric, periods, periodSeconds } = props;
    const config = alarmConfig(props);
    const alarm = new CloudwatchMetricAlarm(this, 'alarm', {
      ...config,
      ...('expression' in metric
        ? { metricQuery: queries(metric, periodSeconds) }
        : { ...oneMetric(metric), period: periodSeconds }),
      comparisonOperator: COMPARISONS[props.comparison],
      threshold: props.threshold,
      evaluationPeriods: periods,
      datapointsToAlarm: periods,
      treatMissingData: props.missingData,
    });
    this.name = config.alarmName;
    this.arn = alarm.arn;
    this.ready = alarm;
    const drawn = 'expression' in metric ? metric.drawnOn : metric;
    this.threshold =
      drawn === undefined ? undefined : { metric: drawn, value: props.threshold, periodSeconds };
  }
}

type OneMetric = Pick<
  CloudwatchMetricAlarmConfig,
  | 'namespace'
  | 'metricName'
  | 'dimensions'
  | 'statistic'
  | 'extendedStatistic'
  | 'evaluateLowSampleCountPercentiles'
>;

function oneMetric({ namespace, name, dimensions, statistic }: Metric): OneMetric {
  return {
    namespace,
    metricName: name,
    dimensions,
    ...(isPercentile(statistic)
      ? // The other choice leaves the alarm as it is below 100 values for p90: at night it would neither ring nor end.
        { extendedStatistic: statistic, evaluateLowSampleCountPercentiles: 'evaluate' }
      : { statistic }),
  };
}

const isPercentile = (statistic: Metric['statistic']): boolean => /^p\d/.test(statistic);

const queries = (
  { expression, label, metrics }: MetricExpression,
  period: number,
): CloudwatchMetricAlarmMetricQuery[] => [
  { id: 'value', expression, label, returnData: true },
  ...byKey(metrics).map(([id, { namespace, name, dimensions, statistic }]) => ({
    id,
    returnData: false,
    metric: { namespace, metricName: name, dimensions, stat: statistic, period },
  })),
];
