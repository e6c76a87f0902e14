import { Stack, STATE_BACKEND } from '../deploy/graph';
import { fingerprintOf, movesBetween } from '../saved-plans/fingerprint';

/** What the working tree makes of the stacks of the base. */
export interface Comparison {
  /** Names of the stacks of the working tree that the base has otherwise. */
  readonly changed: readonly string[];
  /** Names of those that it has not at all. */
  readonly added: readonly string[];
  /** Stacks of the base that the working tree has no more. */
  readonly removed: readonly Stack[];
}

/** By all that Terraform reads of them: JSON, lock file, assets. */
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

/** The stacks of the working tree, each in its order. */
export interface Choice {
  readonly concerned: readonly Stack[];
  /** Those that neither differ from the base nor read, at any distance, one that does: their plans have nothing to say. */
  readonly leftOut: readonly Stack[];
}

/** @param tree each behind those it depends on */
export function chooseConcerned(tree: readonly Stack[], { changed, added }: Comparison): Choice {
  const names = new Set([...changed, ...added]);
  for (const { name, dependencies } of tree) {
    // The state backend keeps the states of the others, and its outputs are nobody's.
    if (dependencies.some((each) => each !== STATE_BACKEND && names.has(each))) names.add(name);
  }
  return {
    concerned: tree.filter(({ name }) => names.has(name)),
    leftOut: tree.filter(({ name }) => !names.has(name)),
  };
}
