import { CloudwatchCompositeAlarm } from '@cdktf/provider-aws/lib/cloudwatch-composite-alarm';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { AlarmRule, ruleProblem } from '../../lib/alarm-rule';
import { Alarm, alarmConfig, AlarmProps } from './alarm';

/** Alarms look at the same five minutes, but not at the same moment: the one that explains others may be a little late. */
const WAIT_SECONDS = 120;
/** What was explained is over only with the next five minutes. */
const EXTENSION_SECONDS = 420;

export interface CompositeAlarmProps extends AlarmProps {
  readonly rule: AlarmRule<Alarm>;
  /** While that one is in alarm, this one changes its state and tells nobody: its mail would be the second for one cause. */
  readonly explainedBy?: Alarm;
}

/**
 * Is in alarm while a rule over other alarms holds.
 *
 * @throws when the rule is longer, or names more alarms, than AWS takes
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Composite_Alarm_Suppression.html
 */
export class CompositeAlarm extends Construct implements Alarm {
  readonly name: string;
  readonly arn: string;
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: CompositeAlarmProps) {
    super(scope, id);
    const { rule, explainedBy } = props;
    const problem = ruleProblem(rule);
    if (problem !== undefined) throw new Error(`The rule of the alarm ${props.name} ${problem}`);
    const config = alarmConfig(props);
    const alarm = new CloudwatchCompositeAlarm(this, 'alarm', {
      ...config,
      alarmRule: rule.text,
      ...(explainedBy === undefined
        ? {}
        : {
            actionsSuppressor: {
              alarm: explainedBy.name,
              waitPeriod: WAIT_SECONDS,
              extensionPeriod: EXTENSION_SECONDS,
            },
          }),
      // AWS takes only names of alarms that exist, and lets none go that is named somewhere.
      dependsOn: [...new Set([...rule.alarms, ...(explainedBy === undefined ? [] : [explainedBy])])].map(
        ({ ready }) => ready,
      ),
    });
    this.name = config.alarmName;
    this.arn = alarm.arn;
    this.ready = alarm;
  }
}
