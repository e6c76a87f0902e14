import { AlarmTopic } from '../../../src/constructs/governance/alarm-topic';
import { topicPublishers } from '../../../src/constructs/governance/topic-publishers';
import { ACCOUNT, REGION, resourcesOf, statementsOf } from '../../support/construct';

const made = (emails: string[]) =>
  resourcesOf((stack) => {
    new AlarmTopic(stack, 'alarms', {
      name: 'petclinic-dev-alarms',
      kmsKeyArn: 'arn:aws:kms:us-west-2:123456789012:key/1',
      publishers: topicPublishers({ accountId: ACCOUNT, region: REGION, alarmPrefix: 'petclinic-dev-' }),
      emails,
    });
  });

test('alarms of the environment and budgets of the account publish to it, nothing else', () => {
  const statements = statementsOf(made([])['aws_sns_topic_policy']?.['alarms_policy']?.['policy']);
  expect(Object.values(statements)).toMatchObject([
    {
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Action: ['sns:Publish'],
      Resource: ['${aws_sns_topic.alarms_topic.arn}'],
      Condition: {
        StringEquals: { 'aws:SourceAccount': ACCOUNT },
        ArnLike: { 'aws:SourceArn': `arn:aws:cloudwatch:us-west-2:${ACCOUNT}:alarm:petclinic-dev-*` },
      },
    },
    {
      Principal: { Service: 'budgets.amazonaws.com' },
      Action: ['sns:Publish'],
      Resource: ['${aws_sns_topic.alarms_topic.arn}'],
      Condition: {
        StringEquals: { 'aws:SourceAccount': ACCOUNT },
        ArnLike: { 'aws:SourceArn': `arn:aws:budgets::${ACCOUNT}:*` },
      },
    },
  ]);
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
