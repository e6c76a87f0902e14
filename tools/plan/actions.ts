import { Plan, ResourceChange } from './plan-json';

/** What happens to a resource. Moves and imports come beside one of these. */
export type Action = 'none' | 'create' | 'read' | 'update' | 'delete' | 'replace' | 'forget';

/** Said of each change, before its address. */
export function describeAction({ change: { actions } }: ResourceChange): string {
  switch (actions.join()) {
    case 'no-op':
      return 'no change';
    case 'delete':
      return 'destroy';
    case 'delete,create':
      return 'replace, the old one is destroyed first';
    case 'create,delete':
      return 'replace, the new one is made first';
    case 'create,forget':
      return 'replace, the old one stays and is forgotten';
    case 'forget':
      return 'forget, it stays and Terraform no longer knows it';
    default:
      return actions.join(', then ');
  }
}

/** The kind of a change. One that nobody knows yet counts as a replacement, so that it is seen. */
export function actionOf({ change: { actions } }: ResourceChange): Action {
  if (actions.length > 1) return 'replace';
  switch (actions[0]) {
    case 'no-op':
      return 'none';
    case 'create':
    case 'read':
    case 'update':
    case 'delete':
    case 'forget':
      return actions[0];
    default:
      return 'replace';
  }
}

export const isMove = ({ address, previous_address: previous }: ResourceChange): boolean =>
  previous !== undefined && previous !== address;

export const isImport = ({ change }: ResourceChange): boolean => change.importing != null;

/** A replacement counts once. A resource that is moved or imported, and changed as well, counts in both. */
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
    forget: number(({ change }) => change.actions.includes('forget')),
  };
}

export function addCounts(all: readonly Counts[]): Counts {
  const sum = (key: keyof Counts): number => all.reduce((total, counts) => total + counts[key], 0);
  return Object.fromEntries(COUNTED.map((key) => [key, sum(key)])) as unknown as Counts;
}

/** Whether something is destroyed, be it to be made anew. */
export const isDangerous = (change: ResourceChange): boolean =>
  ['delete', 'replace'].includes(actionOf(change));

/** Names of the outputs that change, in order. */
export function changedOutputs({ output_changes: outputs = {} }: Plan): string[] {
  return Object.keys(outputs)
    .filter((name) => outputs[name]?.actions.join() !== 'no-op')
    .sort();
}

/** Whether applying the plan would do anything, if only to the state. */
export function hasChanges(plan: Plan): boolean {
  return (
    plan.applyable ??
    ((plan.resource_changes ?? []).some(
      (change) => actionOf(change) !== 'none' || isMove(change) || isImport(change),
    ) ||
      changedOutputs(plan).length > 0)
  );
}
