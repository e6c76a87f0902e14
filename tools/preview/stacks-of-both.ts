import { environmentOf, readStacks, Stack, isOfAccount, stacksOf } from '../deploy/graph';
import { ToolError } from '../support/project';

/** The stacks of one environment with those of its account, in the base and in the working tree, each in its order. */
export interface BothStacks {
  /** The account's alone where the base has no such environment. */
  readonly base: readonly Stack[];
  /** The same of the working tree. */
  readonly tree: readonly Stack[];
  /**
   * Stacks of the environments that only the base has; empty when the base has this environment. One of them may be
   * this environment under another name.
   */
  readonly goneElsewhere: readonly Stack[];
}

/**
 * @param baseOut the output folder of the base's synthesis
 * @param treeOut that of the working tree's
 * @throws ToolError that lists the environments when neither has such one
 */
export function readStacksOfBoth(environment: string, baseOut: string, treeOut: string): BothStacks {
  const [base, tree] = [readStacks(baseOut), readStacks(treeOut)];
  const [inBase, inTree] = [environmentsIn(base), environmentsIn(tree)];
  if (!inBase.has(environment) && !inTree.has(environment)) {
    const names = [...new Set([...inTree, ...inBase])].join(', ');
    throw new ToolError(
      `There is no environment ${environment}, neither here nor in the base, only ${names}.`,
    );
  }
  const own = (stacks: readonly Stack[], other: readonly Stack[], has: ReadonlySet<string>): Stack[] => {
    if (has.has(environment)) return stacksOf(environment, stacks);
    const inOther = new Set(stacksOf(environment, other).map(({ name }) => name));
    return stacks.filter(({ name }) => isOfAccount(name) && inOther.has(name));
  };
  const isGone = (stack: Stack): boolean => {
    const name = environmentOf(stack);
    return name !== undefined && !inTree.has(name);
  };
  return {
    base: own(base, tree, inBase),
    tree: own(tree, base, inTree),
    goneElsewhere: inBase.has(environment) ? [] : base.filter(isGone),
  };
}

const environmentsIn = (stacks: readonly Stack[]): Set<string> =>
  new Set(stacks.filter(({ name }) => !isOfAccount(name)).flatMap((stack) => environmentOf(stack) ?? []));
