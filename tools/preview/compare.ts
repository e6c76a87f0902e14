import { Stack, isOfAccount } from '../deploy/graph';
import { fingerprintOf, movesBetween } from '../saved-plans/fingerprint';

/** Differences between the stacks of the working tree and those of the base. */
export interface Comparison {
  /** Names of the stacks that are in both, and differ. */
  readonly changed: readonly string[];
  /** Names of the stacks that only the working tree has. */
  readonly added: readonly string[];
  /** Stacks that only the base has. */
  readonly removed: readonly Stack[];
}

/** Compares stacks by everything that Terraform reads of them: JSON, lock file, assets. */
export function compareStacks(base: readonly Stack[], tree: readonly Stack[]): Comparison {
  const before = new Map(base.map((stack) => [stack.name, stack]));
  const names = new Set(tree.map(({ name }) => name));
  return {
    changed: tree
      .filter((stack) => {
        const earlier = before.get(stack.name);
        return earlier !== undefined && movesBetween(fingerprintOf(earlier), fingerprintOf(stack)).length > 0;
      })
      .map(({ name }) => name),
    added: tree.filter(({ name }) => !before.has(name)).map(({ name }) => name),
    removed: base.filter(({ name }) => !names.has(name)),
  };
}

export const isSame = ({ changed, added, removed }: Comparison): boolean =>
  changed.length + added.length + removed.length === 0;

/** Stacks of the working tree, divided in two, each part in the tree's order. */
export interface Choice {
  readonly concerned: readonly Stack[];
  /** Stacks equal to the base that read, at any distance, no changed or added stack: their plans would be empty. */
  readonly leftOut: readonly Stack[];
}

/** @param tree each behind those it depends on */
export function chooseConcerned(tree: readonly Stack[], { changed, added }: Comparison): Choice {
  const names = new Set([...changed, ...added]);
  for (const { name, dependencies } of tree) {
    // The state backend keeps the states of the others, and its outputs are nobody's.
    if (dependencies.some((each) => !isOfAccount(each) && names.has(each))) names.add(name);
  }
  return {
    concerned: tree.filter(({ name }) => names.has(name)),
    leftOut: tree.filter(({ name }) => !names.has(name)),
  };
}
