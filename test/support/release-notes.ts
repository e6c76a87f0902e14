import { isDestroyed } from '../../tools/plan-report/actions';
import { describeLoss } from '../../tools/plan-report/data-loss';
import { StackPlan } from '../../tools/plan-report/stack-plan';
import { takesTraffic } from '../../tools/plan-report/takes-traffic';

/** Differences between plans and the notes of the coming release, each as `<stack> <address>`. */
export interface Difference {
  /** Holds data or takes traffic, is replaced or destroyed, and is not in the notes. */
  readonly unnamed: readonly string[];
  /** Text in the notes that stays as it is. */
  readonly untrue: readonly string[];
}

/** @param notes CHANGELOG.md, whose section "Unreleased" has lines such as "- `dev-data` `aws_rds_cluster.aurora_cluster`: why" */
export function compareWithNotes(plans: readonly StackPlan[], notes: string): Difference {
  const [, unreleased = ''] = /^## Unreleased$([^]*?)(?=^## |(?![^]))/m.exec(notes) ?? [];
  const named = [...unreleased.matchAll(/^- `([^`]+)` `([^`]+)`/gm)].map(
    ([, stack = '', address = '']) => `${stack} ${address}`,
  );
  const gone = plans.flatMap(({ stack, plan }) =>
    (plan?.resource_changes ?? [])
      .filter(isDestroyed)
      .filter(({ type }) => describeLoss(type, undefined) !== undefined || takesTraffic(type))
      .map(({ address }) => `${stack} ${address}`),
  );
  return {
    unnamed: gone.filter((each) => !named.includes(each)),
    untrue: named.filter((each) => !gone.includes(each)),
  };
}
