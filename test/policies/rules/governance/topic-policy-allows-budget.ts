import { blocks, Body, Estate, Resource } from '../../../support/estate';
import { arnOf } from '../../../support/values';
import { findingsAt, Rule, unless } from '../../rule';
import { customerKey, statementsOn } from '../../support/policies-on';
import { demandsAccount, demandsArn, missingActions } from '../../support/statements';

export const rule: Rule = {
  reason: 'A budget whose topic or key keeps AWS Budgets out is exceeded in silence.',
  source: 'https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html',
  check: (estate) =>
    findingsAt(estate.ofType('aws_budgets_budget'), (budget) => {
      const notifications = blocks(budget.body, 'notification');
      return [
        ...unless(budget.body['time_unit'] === 'MONTHLY', 'it is for no month'),
        ...unless(
          budget.body['budget_type'] === 'COST' && budget.body['limit_unit'] === 'USD',
          'it counts no dollars',
        ),
        ...['FORECASTED', 'ACTUAL'].flatMap((kind) =>
          unless(
            notifications.some(({ notification_type: type }) => type === kind),
            `it has no notification of kind ${kind}`,
          ),
        ),
        ...notifications.flatMap((notification) => problemsOf(estate, budget, notification)),
      ];
    }),
};

function problemsOf(estate: Estate, budget: Resource, notification: Body): string[] {
  const topics = estate.targets(budget, notification['subscriber_sns_topic_arns']);
  const arn = arnOf(budget.type, 'arn', estate.text(budget, 'name') ?? '', '');
  const refused = (policyOf: Resource, actions: string[]): string[] => {
    const missing = missingActions(
      statementsOn(estate, policyOf),
      'budgets.amazonaws.com',
      actions,
      (statement) =>
        demandsAccount(statement, 'aws:SourceAccount') && demandsArn(statement, 'aws:SourceArn', arn),
    );
    return unless(missing.length === 0, `${policyOf.address} does not let ${arn} call ${missing.join(', ')}`);
  };
  const { comparison_operator: operator, threshold_type: unit, threshold } = notification;
  return [
    ...unless(
      operator === 'GREATER_THAN' && unit === 'PERCENTAGE' && Number(threshold) <= 100,
      `it tells when ${String(operator)} ${String(threshold)} ${String(unit)}; allowed: GREATER_THAN, at most 100 PERCENTAGE`,
    ),
    ...unless(topics.length > 0, 'it tells no topic of ours'),
    ...topics.flatMap((topic) => {
      const key = customerKey(estate, topic, topic.body['kms_master_key_id']);
      return [
        ...refused(topic, ['sns:Publish']),
        ...(key === undefined ? [] : refused(key, ['kms:Decrypt', 'kms:GenerateDataKey'])),
      ];
    }),
  ];
}
