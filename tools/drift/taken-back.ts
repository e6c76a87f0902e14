import { actionOf } from '../plan/actions';
import { Drift, findDrift } from '../plan/drift';
import { Plan } from '../plan/plan-json';
import { Reader } from '../plan/reader';
import { differences } from '../plan/resource';

/**
 * What was changed outside Terraform, and is drift: a resource that is gone, and an attribute that the plan changes back.
 * The rest is what AWS fills in, what other resources set, and what the source leaves to others. The source may be ahead
 * of the environment: what it changes elsewhere in a resource makes nothing drift.
 */
export function findTakenBack(
  plan: Plan,
  reader: Reader,
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
  const isDrift = ({ resource, isGone, differences: found }: Drift): boolean =>
    isGone || found.some(({ path }) => planned.get(resource.address)?.has(path[0]) === true);
  const all = [...matters, ...others].sort((a, b) => (a.resource.address < b.resource.address ? -1 : 1));
  return { drift: all.filter(isDrift), others: all.filter((each) => !isDrift(each)) };
}
