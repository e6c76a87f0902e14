import { BudgetsBudget } from '@cdktf/provider-aws/lib/budgets-budget';
import { Construct } from 'constructs';

/** Per cent of the budget: the one is a warning while something can still be done, the other a fact. */
const THRESHOLDS = { FORECASTED: 100, ACTUAL: 80 } as const;

export interface MonthlyBudgetProps {
  readonly name: string;
  /** Whole US dollars. */
  readonly monthlyUsd: number;
  /** What counts: everything with this value of the tag `Environment`. */
  readonly environment: string;
  /** Its policy and its key let AWS Budgets publish. */
  readonly topicArn: string;
  /** At most ten. */
  readonly emails: readonly string[];
}

/**
 * What an environment may cost in a month, and who hears of it: when the month is going to cost more, and when four fifths
 * are spent. AWS knows the tag in costs only once it was activated for the account: docs/runbooks/governance.md.
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
