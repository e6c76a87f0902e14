import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { SnsTopicPolicy } from '@cdktf/provider-aws/lib/sns-topic-policy';
import { SnsTopicSubscription } from '@cdktf/provider-aws/lib/sns-topic-subscription';
import { Construct } from 'constructs';
import { policyDocument } from '../../core/policy-document';
import { emailId } from '../../lib/naming';
import { TopicPublisher } from './topic-publishers';

export interface AlarmTopicProps {
  readonly name: string;
  /** A customer key that lets the publishers in: AWS's own key for SNS never does. */
  readonly kmsKeyArn: string;
  readonly publishers: readonly TopicPublisher[];
  /** Addresses that get a mail for each message, once they have confirmed the subscription. */
  readonly emails: readonly string[];
}

/** The topic for every alarm and for the budget's notices. */
export class AlarmTopic extends Construct {
  /** ARN of the topic, known once its policy is in place: a budget tests the topic when it is made. */
  readonly arn: string;

  constructor(scope: Construct, id: string, props: AlarmTopicProps) {
    super(scope, id);
    const topic = new SnsTopic(this, 'topic', { name: props.name, kmsMasterKeyId: props.kmsKeyArn });
    const policy = new SnsTopicPolicy(this, 'policy', {
      arn: topic.arn,
      policy: policyDocument(
        ...props.publishers.map(({ who, service, conditions }) => ({
          sid: `${who}Publish`,
          principal: { service },
          actions: ['sns:Publish'],
          resources: [topic.arn],
          ...(conditions === undefined ? {} : { conditions }),
        })),
      ),
    });
    for (const email of props.emails) {
      new SnsTopicSubscription(this, emailId(email), {
        topicArn: topic.arn,
        protocol: 'email',
        endpoint: email,
      });
    }
    this.arn = policy.arn;
  }
}
