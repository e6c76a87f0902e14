import { actionOf } from './actions';
import { Difference } from './diff';
import { Plan, ResourceChange } from './plan-json';
import { differences, ReadChange } from './resource';
import { isEmpty } from './value';

export interface Drift {
  readonly resource: ResourceChange;
  readonly isGone: boolean;
  readonly differences: readonly Difference[];
}

const withoutKeys = (address: string): string => address.replaceAll(/\[(\d+|"([^"\\]|\\.)*")\]/g, '');

/**
 * What was changed outside Terraform. It matters when something is gone, when the plan changes the resource, or when
 * planned changes rest on the attribute; the rest is what AWS or other resources fill in.
 *
 * @param read the values of a drifted resource
 */
export function findDrift(
  plan: Plan,
  read: (resource: ResourceChange) => ReadChange,
): { readonly matters: readonly Drift[]; readonly others: readonly Drift[] } {
  const changed = new Set(
    (plan.resource_changes ?? []).filter((each) => actionOf(each) !== 'none').map(({ address }) => address),
  );
  const relevant = new Set(
    (plan.relevant_attributes ?? []).map(({ resource, attribute }) =>
      [withoutKeys(resource), String(attribute[0])].join(' '),
    ),
  );
  const all = (plan.resource_drift ?? [])
    .filter((resource) => actionOf(resource) !== 'none')
    .map((resource): Drift => {
      const isGone = actionOf(resource) === 'delete';
      const found = differences(read(resource)).filter(
        ({ before, after }) => !(isEmpty(before) && isEmpty(after)),
      );
      return { resource, isGone, differences: isGone ? [] : found };
    })
    .filter(({ isGone, differences: found }) => isGone || found.length > 0)
    .sort((a, b) => (a.resource.address < b.resource.address ? -1 : 1));
  const matters = ({ resource: { address }, isGone, differences: found }: Drift): boolean =>
    isGone ||
    changed.has(address) ||
    found.some(({ path }) => relevant.has([withoutKeys(address), String(path[0])].join(' ')));
  return { matters: all.filter(matters), others: all.filter((each) => !matters(each)) };
}
