import { BudgetsBudget } from '@cdktf/provider-aws/lib/budgets-budget';
import { Construct } from 'constructs';

/** Per cent of the budget above which it notifies: a forecast in time to act, and the actual spend. */
const THRESHOLDS = { FORECASTED: 100, ACTUAL: 80 } as const;

export interface MonthlyBudgetProps {
  readonly name: string;
  /** Limit in whole US dollars. */
  readonly monthlyUsd: number;
  /** Value of the tag `Environment`: the budget counts all costs with it. */
  readonly environment: string;
  /** ARN of the topic, whose policy and key let AWS Budgets publish. */
  readonly topicArn: string;
  /** Addresses that get a mail, at most ten. */
  readonly emails: readonly string[];
}

/**
 * The monthly cost budget of an environment. It notifies topic and addresses when the month's forecast exceeds it, and
 * when four fifths are spent. AWS sees the tag in costs only once it was activated for the account:
 * docs/runbooks/governance.md.
 *
 * @see https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html
 */
export class MonthlyBudget extends Construct {
  constructor(scope: Construct, id: string, props: MonthlyBudgetProps) {
    super(scope, id);
    new BudgetsBudget(this, 'budget', {
      name: props.name,
      budgetType: 'COST',
      timeUnit: 'MONTHLY',
      limitAmount: String(props.monthlyUsd),
      limitUnit: 'USD',
      costFilter: [{ name: 'TagKeyValue', values: [`user:Environment$${props.environment}`] }],
      notification: Object.entries(THRESHOLDS).map(([notificationType, threshold]) => ({
        notificationType,
        threshold,
        thresholdType: 'PERCENTAGE',
        comparisonOperator: 'GREATER_THAN',
        subscriberSnsTopicArns: [props.topicArn],
        subscriberEmailAddresses: [...props.emails],
      })),
    });
  }
}
