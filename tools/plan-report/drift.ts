import { isDeepStrictEqual } from 'node:util';
import { actionOf } from './actions';
import { describeId } from './dangers';
import { code } from './markdown';
import { Plan, ResourceChange } from './plan-json';

/** A resource that is not as the state has it. */
export interface Drift {
  readonly resource: ResourceChange;
  readonly isGone: boolean;
  /** Names of the attributes that differ; empty for a resource that is gone. */
  readonly attributes: readonly string[];
}

type Values = Readonly<Record<string, unknown>>;

/**
 * Leaves out of a value, at any depth, the members that nobody set. The provider keeps null for them after a create, and reads
 * its type's zero from then on: an empty text or list, false, 0.
 */
function withoutUnset(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUnset);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, each]) => [name, withoutUnset(each)] as const);
  return Object.fromEntries(members.filter(([, each]) => !isUnset(each)));
}

const isUnset = (value: unknown): boolean =>
  value == null ||
  [false, 0, ''].includes(value as never) ||
  (typeof value === 'object' && Object.keys(value).length === 0);

/** Names of the attributes that a change makes differ, in order; those known only after the apply are not among them. */
export function changedAttributes({ change }: ResourceChange): string[] {
  const [before, after] = [
    withoutUnset(change.before ?? {}) as Values,
    withoutUnset(change.after ?? {}) as Values,
  ];
  return Object.keys(change.after ?? {})
    .filter((name) => !isDeepStrictEqual(before[name], after[name]))
    .sort();
}

const withoutKeys = (address: string): string => address.replaceAll(/\[(\d+|"([^"\\]|\\.)*")\]/g, '');

/**
 * Changes made outside Terraform. One matters when the resource is gone, when the plan changes the resource, or when a
 * planned change rests on the attribute; the others are what AWS or other resources fill in.
 */
export function findDrift(plan: Plan): {
  readonly matters: readonly Drift[];
  readonly others: readonly Drift[];
} {
  const changed = new Set(
    (plan.resource_changes ?? []).filter((each) => actionOf(each) !== 'none').map(({ address }) => address),
  );
  const relevant = new Set(
    (plan.relevant_attributes ?? []).map(({ resource, attribute }) =>
      [withoutKeys(resource), String(attribute[0])].join(' '),
    ),
  );
  const all = (plan.resource_drift ?? [])
    .map((resource): Drift => {
      const isGone = resource.change.actions.join() === 'delete';
      return { resource, isGone, attributes: isGone ? [] : changedAttributes(resource) };
    })
    .filter(({ isGone, attributes }) => isGone || attributes.length > 0)
    .sort((a, b) => (a.resource.address < b.resource.address ? -1 : 1));
  const matters = ({ resource: { address }, isGone, attributes }: Drift): boolean =>
    isGone ||
    changed.has(address) ||
    attributes.some((name) => relevant.has([withoutKeys(address), name].join(' ')));
  return { matters: all.filter(matters), others: all.filter((each) => !matters(each)) };
}

/** Describes drift in Markdown, such as: `aws_vpc.vpc` (`vpc-1`) differs in `tags`. */
export function describeDrift({ resource, isGone, attributes }: Drift): string {
  const difference = isGone ? 'is gone' : `differs in ${attributes.map(code).join(', ')}`;
  return `${code(resource.address)}${describeId(resource)} ${difference}`;
}
