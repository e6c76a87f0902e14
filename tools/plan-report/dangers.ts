import { describeAction, isDestroyed } from './actions';
import { describeLoss } from './data-loss';
import { code } from './markdown';
import { ResourceChange } from './plan-json';
import { describeReason } from './reasons';
import { StackPlan } from './stack-plan';
import { takesTraffic } from './takes-traffic';

/** A resource that is destroyed or replaced, in Markdown. */
export interface Danger {
  /** A line of a list, with Terraform's reason and the data that is lost. */
  readonly full: string;
  /** The same line without both. */
  readonly brief: string;
}

/** Dangers under one title, the worst kind first. */
export interface Dangers {
  readonly title: string;
  readonly items: readonly Danger[];
}

const KINDS: readonly { readonly title: string; readonly holds: (type: string) => boolean }[] = [
  { title: 'Holds data', holds: (type) => describeLoss(type, undefined) !== undefined },
  { title: 'Takes traffic', holds: takesTraffic },
  { title: 'Also destroyed or replaced', holds: () => true },
];

/** Resources that are destroyed or replaced: by kind, then by stack and address; kinds without any are left out. */
export function findDangers(stacks: readonly StackPlan[]): Dangers[] {
  const all = stacks.flatMap(({ stack, plan }) =>
    (plan?.resource_changes ?? [])
      .filter(isDestroyed)
      .sort((a, b) => (addressOf(a) < addressOf(b) ? -1 : 1))
      .map((change) => ({ stack, change, kind: KINDS.findIndex(({ holds }) => holds(change.type)) })),
  );
  return KINDS.map(({ title }, kind) => {
    const items = all.filter((each) => each.kind === kind);
    return { title: `${title} (${items.length})`, items: items.map((each) => describe(each)) };
  }).filter(({ items }) => items.length > 0);
}

const addressOf = ({ address, deposed = '' }: ResourceChange): string => `${address} ${deposed}`;

function describe({ stack, change }: { stack: string; change: ResourceChange }): Danger {
  const brief = `- ${code(stack)} ${code(change.address)} ${describeAction(change)}`;
  const deposed = change.deposed === undefined ? '' : `, deposed object ${code(change.deposed)}`;
  const reason = describeReason(change);
  const loss = describeLoss(change.type, change.change.before);
  return {
    brief,
    full: [
      `${brief}${describeId(change)}${deposed}`,
      reason === undefined ? '' : `, because ${reason}`,
      loss === undefined ? '' : `. **Lost**: ${loss}`,
      '.',
    ].join(''),
  };
}

/** The name of a resource in AWS, where the state has one that is no secret. */
export function physicalId({
  change: { before, before_sensitive: hidden },
}: ResourceChange): string | undefined {
  const { id } = (before ?? {}) as { readonly id?: unknown };
  const isHidden = hidden === true || (hidden as { readonly id?: unknown } | undefined)?.id === true;
  return typeof id === 'string' && !isHidden ? id : undefined;
}

export function describeId(change: ResourceChange): string {
  const id = physicalId(change);
  return id === undefined ? '' : ` (${code(id)})`;
}
