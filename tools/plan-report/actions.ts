import { Plan, ResourceChange } from './plan-json';

/** The kind of a change. Moves and imports come beside one of these. */
export type Action = 'none' | 'create' | 'read' | 'update' | 'delete' | 'replace' | 'forget';

/**
 * Actions as AWS sees them: of a resource with `skip_destroy` Terraform deletes the entry in its state and nothing else,
 * as if it were forgotten.
 */
export function effectiveActions({ change: { actions, before } }: ResourceChange): readonly string[] {
  const keeps = (before as { skip_destroy?: unknown } | null | undefined)?.skip_destroy === true;
  return keeps ? actions.map((action) => (action === 'delete' ? 'forget' : action)) : actions;
}

/** A change in words, as in `aws_vpc.vpc will be destroyed`. */
export function describeAction(change: ResourceChange): string {
  const actions = effectiveActions(change).join();
  switch (actions) {
    case 'delete':
      return 'will be destroyed';
    case 'delete,create':
      return 'must be replaced: destroyed first, then created';
    case 'create,delete':
      return 'must be replaced: created first, then the old one destroyed';
    default:
      return `has the actions ${actions}, which this report does not know`;
  }
}

/** The kind of a change. An unknown one counts as a replacement, so that it is seen. */
export function actionOf(change: ResourceChange): Action {
  const [action, ...more] = effectiveActions(change);
  if (more.length > 0) return 'replace';
  switch (action) {
    case 'no-op':
      return 'none';
    case 'create':
    case 'read':
    case 'update':
    case 'delete':
    case 'forget':
      return action;
    default:
      return 'replace';
  }
}

export const isMove = ({ address, previous_address: previous }: ResourceChange): boolean =>
  previous !== undefined && previous !== address;

export const isImport = ({ change }: ResourceChange): boolean => change.importing != null;

/** Tells whether something that exists in AWS is destroyed, even to be replaced. True for unknown actions. */
export function isDestroyed(change: ResourceChange): boolean {
  const actions = effectiveActions(change);
  const isKnown = actions.every((action) =>
    ['no-op', 'create', 'read', 'update', 'delete', 'forget'].includes(action),
  );
  return !isKnown || actions.includes('delete');
}

/** Numbers of changes. A replacement counts once; a resource that is moved or imported, and changed as well, in both. */
export interface Counts {
  readonly destroy: number;
  readonly replace: number;
  readonly change: number;
  readonly add: number;
  readonly move: number;
  readonly import: number;
  readonly forget: number;
}

export const COUNTED: readonly (keyof Counts)[] = [
  'destroy',
  'replace',
  'change',
  'add',
  'move',
  'import',
  'forget',
];

export function count(changes: readonly ResourceChange[]): Counts {
  const number = (holds: (change: ResourceChange) => boolean): number => changes.filter(holds).length;
  const acts = (action: Action) => number((change) => actionOf(change) === action);
  return {
    destroy: acts('delete'),
    replace: acts('replace'),
    change: acts('update'),
    add: acts('create'),
    move: number(isMove),
    import: number(isImport),
    forget: number((change) => effectiveActions(change).includes('forget')),
  };
}

export function addCounts(all: readonly Counts[]): Counts {
  const sum = (key: keyof Counts): number => all.reduce((total, counts) => total + counts[key], 0);
  return Object.fromEntries(COUNTED.map((key) => [key, sum(key)])) as unknown as Counts;
}

/** Describes the counts, such as `1 to destroy, 2 to add`; undefined when all are 0. */
export function describeCounts(counts: Counts): string | undefined {
  const told = COUNTED.filter((key) => counts[key] > 0).map((key) => `${counts[key]} to ${key}`);
  return told.length === 0 ? undefined : told.join(', ');
}

/** Names of the outputs that change, in order. */
export function changedOutputs({ output_changes: outputs = {} }: Plan): string[] {
  return Object.keys(outputs)
    .filter((name) => outputs[name]?.actions.join() !== 'no-op')
    .sort();
}

/** Changes that Terraform puts off to a later plan; at least 1 where it only says that there are some. */
export const deferredChanges = ({ complete, errored, deferred_changes: deferred = [] }: Plan): number =>
  Math.max(deferred.length, complete === false && errored !== true ? 1 : 0);

/** Tells whether applying the plan does anything, if only to the state. */
export const hasChanges = (plan: Plan): boolean =>
  (plan.applyable ?? changedOutputs(plan).length > 0) ||
  (plan.resource_changes ?? []).some(
    (change) => !['none', 'read'].includes(actionOf(change)) || isMove(change) || isImport(change),
  );

/** Changes that Terraform makes in an apply of the plan; a replacement is two. */
export function applySteps({ resource_changes: changes = [] }: Plan): number {
  const { add, change, destroy, replace } = count(changes);
  return add + change + destroy + 2 * replace;
}
