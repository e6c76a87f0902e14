import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { SnsTopicPolicy } from '@cdktf/provider-aws/lib/sns-topic-policy';
import { SnsTopicSubscription } from '@cdktf/provider-aws/lib/sns-topic-subscription';
import { Construct } from 'constructs';
import { policyDocument } from '../../core/policy-document';
import { emailId } from '../../lib/email-id';

export interface AlarmTopicProps {
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  /** A customer key that lets CloudWatch in: AWS's own key for SNS never does. */
  readonly kmsKeyArn: string;
  /** Prefix of the names of the alarms that may publish. */
  readonly alarmPrefix: string;
  /** Addresses that get a mail for each alarm, once they confirmed the subscription. */
  readonly emails: readonly string[];
}

/**
 * The topic that every alarm goes to.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html#sns-publish-cloudwatch-alarm
 */
export class AlarmTopic extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: AlarmTopicProps) {
    super(scope, id);
    const { accountId, region } = props;
    const topic = new SnsTopic(this, 'topic', { name: props.name, kmsMasterKeyId: props.kmsKeyArn });
    new SnsTopicPolicy(this, 'policy', {
      arn: topic.arn,
      policy: policyDocument({
        sid: 'AlarmsPublish',
        principal: { service: 'cloudwatch.amazonaws.com' },
        actions: ['sns:Publish'],
        resources: [topic.arn],
        conditions: {
          StringEquals: { 'aws:SourceAccount': accountId },
          ArnLike: {
            'aws:SourceArn': `arn:aws:cloudwatch:${region}:${accountId}:alarm:${props.alarmPrefix}*`,
          },
        },
      }),
    });
    for (const email of props.emails) {
      new SnsTopicSubscription(this, emailId(email), {
        topicArn: topic.arn,
        protocol: 'email',
        endpoint: email,
      });
    }
    this.arn = topic.arn;
  }
}
