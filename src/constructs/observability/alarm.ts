import { ITerraformDependable } from 'cdktf';
import { AlarmKind } from '../../lib/alarm-kinds';
import { NamedAlarm } from '../../lib/alarm-rule';

/** An alarm that was made. */
export interface Alarm extends NamedAlarm {
  readonly arn: string;
  /** What names it in a rule depends on it. */
  readonly ready: ITerraformDependable;
}

/** What all alarms of an environment share. */
export interface AlarmSetting {
  /** The name of the alarm that is called so within the environment. */
  readonly nameOf: (alarm: string) => string;
  /** Where the runbook says what to do about a kind of alarm. */
  readonly runbook: (kind: AlarmKind) => string;
  /** Where those go that tell somebody. */
  readonly topicArn: string;
}

/** What every alarm says of itself. */
export interface AlarmProps {
  readonly setting: AlarmSetting;
  /** Its name within the environment, such as `gateway-errors`. */
  readonly name: string;
  /** The section of the runbook that it leads to. */
  readonly kind: AlarmKind;
  /** What is the case while it is in alarm: sentences for the one who gets the mail. */
  readonly says: string;
  /** Whether it tells the topic itself, when it begins and when it is over; others do so for it if not. */
  readonly notifies: boolean;
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
const MAX_DESCRIPTION = 1024;

/**
 * Name, description, actions and life, as both kinds of alarms have them.
 *
 * CloudWatch refuses to delete an alarm that a rule or a suppressor names. Terraform would delete first and mend the rule
 * then; so it is told to delete last.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/34807
 */
export function alarmConfig({ setting, name, kind, says, notifies }: AlarmProps) {
  const description = `${says} ${setting.runbook(kind)}`;
  if (description.length > MAX_DESCRIPTION) {
    throw new Error(
      `The description of the alarm ${name} has ${description.length} characters; allowed: at most ${MAX_DESCRIPTION}`,
    );
  }
  return {
    alarmName: setting.nameOf(name),
    alarmDescription: description,
    ...(notifies ? { alarmActions: [setting.topicArn], okActions: [setting.topicArn] } : {}),
    lifecycle: { createBeforeDestroy: true },
  };
}
