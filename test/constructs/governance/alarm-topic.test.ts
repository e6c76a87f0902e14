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
  const subscriptions = made(['Ops@example.com', 'on.call+2@example.com'])['aws_sns_topic_subscription'];
  expect(Object.keys(subscriptions ?? {}).sort()).toEqual([
    'alarms_email-on-call-2-at-example-com',
    'alarms_email-ops-at-example-com',
  ]);
});
