import { addCounts, changedOutputs, count, Counts, deferredChanges, hasChanges } from './actions';
import { Plan } from './plan-json';

/** The plan of one stack, as far as it is known. */
export interface StackPlan {
  readonly stack: string;
  /** Names of the stacks whose outputs it reads. */
  readonly dependencies: readonly string[];
  /** Plan of the stack; missing when Terraform could not even begin. */
  readonly plan?: Plan;
  /** Terraform's own text of the plan, `terraform show -no-color`; missing where there is nothing to tell, or too much. */
  readonly text?: string;
  /** Lines of that text. @default those of `text` */
  readonly lines?: number;
  /** Terraform's warnings, but those on checks, which the plan has. @default none */
  readonly warnings?: readonly string[];
  /** Reason why there is no plan, or only part of one, in Terraform's words. */
  readonly problem?: string;
  /** Failure of the plan's apply, in Terraform's words. Only a preview applies what it plans. */
  readonly applyProblem?: string;
  /** Failed stacks before this one, which was not planned for that reason. Only in a preview. */
  readonly blockedBy?: readonly string[];
}

export const countsOf = ({ plan }: StackPlan): Counts => count(plan?.resource_changes ?? []);
export const totalOf = (stacks: readonly StackPlan[]): Counts => addCounts(stacks.map(countsOf));

/** Tells whether there is a plan of the whole stack. */
export const isPlanned = ({ plan, problem }: StackPlan): boolean =>
  plan !== undefined && plan.errored !== true && problem === undefined;

export const isBlocked = ({ blockedBy = [] }: StackPlan): boolean => blockedBy.length > 0;

/** Tells whether something is left to do, now or in a later plan, as far as is known. */
export const isChanged = ({ plan }: StackPlan): boolean =>
  plan !== undefined && (hasChanges(plan) || deferredChanges(plan) > 0);

/** The reason why plans of the stacks downstream cannot be final, or undefined. */
function unsettled(stack: StackPlan): string | undefined {
  if (!isPlanned(stack)) return 'could not be planned';
  const outputs = changedOutputs(stack.plan as Plan).length;
  const { replace, destroy } = countsOf(stack);
  const does = [
    ...(outputs > 0 ? [`changes ${outputs} output${outputs === 1 ? '' : 's'}`] : []),
    ...(replace > 0 ? [`replaces ${replace}`] : []),
    ...(destroy > 0 ? [`destroys ${destroy}`] : []),
  ];
  return does.length === 0 ? undefined : does.join(', ');
}

/** A stack upstream of another, with the changes that it is about to make. */
export interface Cause {
  readonly stack: string;
  readonly does: string;
}

/**
 * Causes that make each stack's plan provisional: stacks upstream, at any distance, that are still to change what the
 * plan was made against. Empty for a plan that holds.
 */
export function provisionalCauses(stacks: readonly StackPlan[]): ReadonlyMap<string, readonly Cause[]> {
  const byName = new Map(stacks.map((stack) => [stack.stack, stack]));
  const upstream = (stack: StackPlan, seen: Set<string>): Set<string> => {
    for (const name of stack.dependencies) {
      const next = byName.get(name);
      if (next === undefined || seen.has(name)) continue;
      seen.add(name);
      upstream(next, seen);
    }
    return seen;
  };
  return new Map(
    stacks.map((stack) => {
      const above = upstream(stack, new Set());
      const causes = stacks.flatMap((each): Cause[] => {
        const does = above.has(each.stack) ? unsettled(each) : undefined;
        return does === undefined ? [] : [{ stack: each.stack, does }];
      });
      return [stack.stack, causes];
    }),
  );
}
