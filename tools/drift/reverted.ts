import { actionOf } from '../plan-report/actions';
import { changedAttributes, Drift, findDrift } from '../plan-report/drift';
import { Plan, ResourceChange } from '../plan-report/plan-json';
import { INLINE_PARTS } from './inline-parts';

/**
 * Changes made outside Terraform that are drift: a resource that is gone, and an attribute that the plan changes back. The
 * others are what AWS fills in, what other resources set, and what the source leaves to others. The source may be ahead
 * of the environment: its changes elsewhere in a resource are no drift.
 *
 * @param partsAreKnown whether parts that were added are told by themselves: then lists of parts, which differ from the
 * state whenever another resource adds one, are left out
 */
export function findReverted(
  plan: Plan,
  partsAreKnown: boolean,
): { readonly drift: readonly Drift[]; readonly others: readonly Drift[] } {
  const { matters, others } = findDrift(plan);
  const planned = new Map(
    (plan.resource_changes ?? [])
      .filter((each) => each.deposed === undefined && ['update', 'replace'].includes(actionOf(each)))
      .map((each) => [each.address, new Set(changedAttributes(each))]),
  );
  const isReverted = ({ address }: ResourceChange, attribute: string): boolean =>
    planned.get(address)?.has(attribute) === true;
  const isDrift = ({ resource, isGone, attributes }: Drift): boolean =>
    isGone || attributes.some((attribute) => isReverted(resource, attribute));
  const isTold = (resource: ResourceChange, attribute: string): boolean =>
    !partsAreKnown || !listsParts(resource, attribute) || isReverted(resource, attribute);
  const all = [...matters, ...others]
    .map((each): Drift => ({
      ...each,
      attributes: each.attributes.filter((attribute) => isTold(each.resource, attribute)),
    }))
    .filter(({ isGone, attributes }) => isGone || attributes.length > 0)
    .sort((a, b) => (a.resource.address < b.resource.address ? -1 : 1));
  return { drift: all.filter(isDrift), others: all.filter((each) => !isDrift(each)) };
}

const listsParts = ({ type }: ResourceChange, attribute: string): boolean =>
  INLINE_PARTS.some(({ whole, attributes }) => whole === type && attributes.includes(attribute));
