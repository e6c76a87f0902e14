import { Change, Plan, ResourceChange } from '../../../tools/plan-report/plan-json';

/** A change of the resource at `address`, which is of the type that the address begins with. */
export const change = (
  address: string,
  actions: readonly string[],
  rest: Partial<Change> = {},
): ResourceChange => ({
  address,
  mode: 'managed',
  type: address.split('.')[0] ?? '',
  change: { actions, before: null, after: null, ...rest },
});

/** A plan with these changes alone. */
export const planOf = (...changes: readonly ResourceChange[]): Plan => ({
  format_version: '1.2',
  resource_changes: changes,
  applyable: changes.length > 0,
  complete: true,
  errored: false,
});
