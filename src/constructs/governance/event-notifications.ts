import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { Construct } from 'constructs';
import { byKey, Keyed } from '../../lib/keyed';
import { NotableEvent } from './notable-events';

export interface EventNotificationsProps {
  /** Events to notify about, by kind. */
  readonly events: Keyed<NotableEvent>;
  /** Returns the name of the rule for a kind. */
  readonly nameOf: (kind: string) => string;
  /** Returns the link of the runbook's section about a kind. */
  readonly runbook: (kind: string) => string;
  readonly topicArn: string;
}

/**
 * EventBridge rules that publish to the alarm topic: one sentence for each event, with its parts and the runbook's link.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export class EventNotifications extends Construct {
  constructor(scope: Construct, id: string, props: EventNotificationsProps) {
    super(scope, id);
    for (const [kind, { fault, meaning, pattern, shows }] of byKey(props.events)) {
      const rule = new CloudwatchEventRule(this, kind, {
        name: props.nameOf(kind),
        description: `${fault}: ${meaning} ${props.runbook(kind)}`,
        eventPattern: JSON.stringify(pattern),
      });
      new CloudwatchEventTarget(this, `${kind}-target`, {
        rule: rule.name,
        targetId: 'alarm-topic',
        arn: props.topicArn,
        inputTransformer: {
          inputPaths: shows,
          inputTemplate: JSON.stringify(
            `${fault}: ${meaning} ${Object.keys(shows)
              .map((part) => `${part}: <${part}>`)
              .join(', ')}. ${props.runbook(kind)}`,
          ),
        },
      });
    }
  }
}
