import {
  CloudwatchMetricAlarm,
  CloudwatchMetricAlarmConfig,
  CloudwatchMetricAlarmMetricQuery,
} from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { Construct } from 'constructs';
import { AlarmDefinition, COMPARISONS } from './alarms/definition';
import { byKey } from '../../lib/keyed';
import { MetricExpression } from './metrics/expression';
import { Metric } from './metrics/metric';

export interface MetricAlarmProps extends AlarmDefinition {
  readonly name: string;
  /** Link of the alarm's section in the runbook. */
  readonly runbook: string;
  /** Topic that gets a message when the alarm begins, and one when it is over. */
  readonly topicArn: string;
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
const MAX_DESCRIPTION = 1024;

/**
 * Ids of alarms that used to have one part more, for `moved`. Without the move Terraform would make the alarm anew
 * under the old one's name, and then delete that name.
 */
const FORMER_PARTS =
  /^(.+)-((?:api|load-balancer)-blocks|[a-z]-ports|errors|latency|tasks|unhealthy-hosts|duration)_alarm$/;

/**
 * A CloudWatch alarm on one metric, or on a value computed from several.
 *
 * @throws Error when its description is longer than AWS takes
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export class MetricAlarm extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: MetricAlarmProps) {
    super(scope, id);
    const { name, metric, periods, periodSeconds, topicArn } = props;
    const description = `${props.fault}: ${props.meaning} ${props.runbook}`;
    if (description.length > MAX_DESCRIPTION) {
      throw new Error(
        `The description of the alarm ${name} has ${description.length} characters; allowed: at most ${MAX_DESCRIPTION}`,
      );
    }
    const alarm = new CloudwatchMetricAlarm(this, 'alarm', {
      alarmName: name,
      alarmDescription: description,
      alarmActions: [topicArn],
      okActions: [topicArn],
      ...('expression' in metric
        ? { metricQuery: queries(metric, periodSeconds) }
        : { ...oneMetric(metric), period: periodSeconds }),
      comparisonOperator: COMPARISONS[props.comparison],
      threshold: props.threshold,
      evaluationPeriods: periods,
      datapointsToAlarm: periods,
      treatMissingData: props.missingData,
    });
    const former = alarm.friendlyUniqueId.replace(FORMER_PARTS, '$1_$2_alarm');
    if (former !== alarm.friendlyUniqueId) alarm.moveFromId(`${alarm.terraformResourceType}.${former}`);
    this.arn = alarm.arn;
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
