import { XrayGroup } from '@cdktf/provider-aws/lib/xray-group';
import { Construct } from 'constructs';

export interface TraceGroupProps {
  /** Name of the group, at most 32 characters. */
  readonly name: string;
  /** Expression that selects the traces of the group. */
  readonly filterExpression: string;
}

/**
 * A group of the traces of one environment, among all of the account, with a service map of its own.
 *
 * Insights are off: they cost for every trace, look for what our alarms tell anyway, and stay silent without much
 * traffic. The encryption of traces is one setting for the whole account and region, which no environment owns: AWS's
 * own key, unless the account chose another.
 *
 * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-console-groups.html
 * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-console-encryption.html
 */
export class TraceGroup extends Construct {
  constructor(scope: Construct, id: string, { name, filterExpression }: TraceGroupProps) {
    super(scope, id);
    new XrayGroup(this, 'group', {
      groupName: name,
      filterExpression,
      insightsConfiguration: { insightsEnabled: false, notificationsEnabled: false },
    });
  }
}
