import { actionOf } from '../plan/actions';
import { Difference } from '../plan/diff';
import { Drift, findDrift } from '../plan/drift';
import { Path, Plan, ResourceChange } from '../plan/plan-json';
import { Reader } from '../plan/reader';
import { differences } from '../plan/resource';
import { PARTS } from './parts';

/**
 * What was changed outside Terraform, and is drift: a resource that is gone, and an attribute that the plan changes back.
 * The rest is what AWS fills in, what other resources set, and what the source leaves to others. The source may be ahead
 * of the environment: what it changes elsewhere in a resource makes nothing drift.
 *
 * @param partsAreKnown whether parts that were added are told by themselves: then lists of parts, which differ from the
 * state whenever another resource adds one, are left out
 */
export function findTakenBack(
  plan: Plan,
  reader: Reader,
  partsAreKnown: boolean,
): { readonly drift: readonly Drift[]; readonly others: readonly Drift[] } {
  const { matters, others } = findDrift(plan, reader.resource);
  const planned = new Map(
    (plan.resource_changes ?? [])
      .filter((each) => each.deposed === undefined && ['update', 'replace'].includes(actionOf(each)))
      .map((each): [string, Set<unknown>] => [
        each.address,
        new Set(
          differences(reader.resource(each))
            // Known only after the apply: it follows from something else that changes.
            .filter(({ after }) => after?.kind !== 'unknown')
            .map(({ path }) => path[0]),
        ),
      ]),
  );
  const isTakenBack = ({ address }: ResourceChange, path: Path): boolean =>
    planned.get(address)?.has(path[0]) === true;
  const isDrift = ({ resource, isGone, differences: found }: Drift): boolean =>
    isGone || found.some(({ path }) => isTakenBack(resource, path));
  const isTold = ({ resource }: Drift, { path }: Difference): boolean =>
    !partsAreKnown || !listsParts(resource, path) || isTakenBack(resource, path);
  const all = [...matters, ...others]
    .map((each): Drift => ({ ...each, differences: each.differences.filter((one) => isTold(each, one)) }))
    .filter(({ isGone, differences: found }) => isGone || found.length > 0)
    .sort((a, b) => (a.resource.address < b.resource.address ? -1 : 1));
  return { drift: all.filter(isDrift), others: all.filter((each) => !isDrift(each)) };
}

const listsParts = ({ type }: ResourceChange, path: Path): boolean =>
  PARTS.some(({ whole, attributes }) => whole === type && attributes.includes(String(path[0])));
