import { AlarmTopic } from '../../../src/constructs/governance/alarm-topic';
import { topicPublishers } from '../../../src/constructs/governance/topic-publishers';
import { ACCOUNT, REGION, resourcesOf } from '../../support/construct';

const made = (emails: string[]) =>
  resourcesOf((stack) => {
    new AlarmTopic(stack, 'alarms', {
      name: 'petclinic-dev-alarms',
      kmsKeyArn: 'arn:aws:kms:us-west-2:123456789012:key/1',
      publishers: topicPublishers({
        accountId: ACCOUNT,
        region: REGION,
        alarmPrefix: 'petclinic-dev-',
        hasBudget: true,
      }),
      emails,
    });
  });

test('each address is a subscription under an address of its own', () => {
  expect(made(['Ops@example.com', 'on.call+2@example.com'])['aws_sns_topic_subscription']).toEqual({
    'alarms_email-ops-at-example-com': {
      topic_arn: '${aws_sns_topic.alarms_topic.arn}',
      protocol: 'email',
      endpoint: 'Ops@example.com',
    },
    'alarms_email-on-call-2-at-example-com': {
      topic_arn: '${aws_sns_topic.alarms_topic.arn}',
      protocol: 'email',
      endpoint: 'on.call+2@example.com',
    },
  });
});

test('without addresses there is no subscription', () => {
  expect(made([])).not.toHaveProperty('aws_sns_topic_subscription');
});
