import { MonthlyBudget } from '../../../src/constructs/governance/monthly-budget';
import { resourcesOf } from '../../support/construct';

test('topic and addresses hear of a forecast above the budget, and of four fifths spent', () => {
  const made = resourcesOf((stack) => {
    new MonthlyBudget(stack, 'budget', {
      name: 'petclinic-dev',
      monthlyUsd: 600,
      environment: 'dev',
      topicArn: 'arn:aws:sns:us-west-2:123456789012:petclinic-dev-alarms',
      emails: ['finance@example.com'],
    });
  });
  const told = {
    threshold_type: 'PERCENTAGE',
    comparison_operator: 'GREATER_THAN',
    subscriber_sns_topic_arns: ['arn:aws:sns:us-west-2:123456789012:petclinic-dev-alarms'],
    subscriber_email_addresses: ['finance@example.com'],
  };
  expect(made['aws_budgets_budget']?.['budget_budget']).toEqual({
    name: 'petclinic-dev',
    budget_type: 'COST',
    time_unit: 'MONTHLY',
    limit_amount: '600',
    limit_unit: 'USD',
    cost_filter: [{ name: 'TagKeyValue', values: ['user:Environment$dev'] }],
    notification: [
      { notification_type: 'FORECASTED', threshold: 100, ...told },
      { notification_type: 'ACTUAL', threshold: 80, ...told },
    ],
  });
});
