import { Body } from '../../support/estate';
import { PolicyStatement } from '../../support/policy-documents';
import { ACCOUNT } from '../../support/values';
import { found, policy } from '../support/cases';
import { budgetReachesItsTopic } from './budget-reaches-its-topic';

const BUDGET = 'aws_budgets_budget.month';
const TOPIC = ['${aws_sns_topic.alarms.arn}'];

const grant = (Action: string[], change: Partial<PolicyStatement>) =>
  policy({
    Effect: 'Allow',
    Principal: { Service: 'budgets.amazonaws.com' },
    Action,
    Resource: '*',
    Condition: {
      StringEquals: { 'aws:SourceAccount': ACCOUNT },
      ArnLike: { 'aws:SourceArn': `arn:aws:budgets::${ACCOUNT}:*` },
    },
    ...change,
  });

const both = (subscriber_sns_topic_arns: string[]): Body[] =>
  ['FORECASTED', 'ACTUAL'].map((notification_type) => ({ notification_type, subscriber_sns_topic_arns }));

const budget = (
  notification: Body[],
  onTopic: Partial<PolicyStatement> = {},
  onKey: Partial<PolicyStatement> = {},
): string[] => [
  ...new Set(
    found(budgetReachesItsTopic, {
      aws_kms_key: { own: { policy: grant(['kms:Decrypt', 'kms:GenerateDataKey'], onKey) } },
      aws_sns_topic: { alarms: { name: 'alarms', kms_master_key_id: '${aws_kms_key.own.arn}' } },
      aws_sns_topic_policy: {
        alarms: { arn: '${aws_sns_topic.alarms.arn}', policy: grant(['sns:Publish'], onTopic) },
      },
      aws_budgets_budget: { month: { name: 'month', notification } },
    }),
  ),
];

test('a budget that tells a topic complies, when topic and key let it in', () => {
  expect(budget(both(TOPIC))).toEqual([]);
});

test.each<[string, Parameters<typeof budget>]>([
  ['tells of no forecast', [both(TOPIC).slice(1)]],
  ['tells of no spending', [both(TOPIC).slice(0, 1)]],
  ['tells nobody', [both([])]],
  ['may not publish', [both(TOPIC), { Action: 'sns:GetTopicAttributes' }]],
  ['may publish for any account', [both(TOPIC), { Condition: {} }]],
  ['may not use the key', [both(TOPIC), {}, { Action: 'kms:Decrypt' }]],
])('a budget that %s is found', (_, change) => {
  expect(budget(...change)).toEqual([BUDGET]);
});
