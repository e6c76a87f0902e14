import { Conditions } from '../../core/policy-document';

/** An AWS service that publishes to the alarm topic by itself. The policies of topic and key both have to admit it. */
export interface TopicPublisher {
  /** Name in PascalCase, with which a Sid begins. */
  readonly who: string;
  readonly service: string;
  /** @default none */
  readonly conditions?: Conditions;
}

export interface TopicPublishersProps {
  readonly accountId: string;
  readonly region: string;
  /** Prefix of the names of the alarms that may publish. */
  readonly alarmPrefix: string;
  /** Lets AWS Budgets publish too. */
  readonly hasBudget: boolean;
}

/**
 * Returns the AWS services that publish to the alarm topic: CloudWatch alarms, events and, with a budget, AWS Budgets.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html#sns-publish-cloudwatch-alarm
 * @see https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html
 */
export function topicPublishers(props: TopicPublishersProps): TopicPublisher[] {
  const { accountId, region, alarmPrefix, hasBudget } = props;
  const from = (source: string): Conditions => ({
    StringEquals: { 'aws:SourceAccount': accountId },
    ArnLike: { 'aws:SourceArn': source },
  });
  return [
    {
      who: 'Alarms',
      service: 'cloudwatch.amazonaws.com',
      conditions: from(`arn:aws:cloudwatch:${region}:${accountId}:alarm:${alarmPrefix}*`),
    },
    {
      // AWS takes no condition for EventBridge in a topic's policy, and no source in its key's: messages would be lost in silence.
      // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions
      who: 'Events',
      service: 'events.amazonaws.com',
    },
    ...(hasBudget
      ? [
          {
            who: 'Budgets',
            service: 'budgets.amazonaws.com',
            conditions: from(`arn:aws:budgets::${accountId}:*`),
          },
        ]
      : []),
  ];
}
