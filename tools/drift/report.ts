import { deferredChanges } from '../plan-report/actions';
import { describeStack } from '../plan-report/details';
import { describeDrift, Drift } from '../plan-report/drift';
import { block, code } from '../plan-report/markdown';
import { COMMENT } from '../plan-report/report';
import { markdownTable } from '../plan-report/report-table';
import { isPlanned, StackPlan } from '../plan-report/stack-plan';
import { Part, truncate } from '../plan-report/truncate';
import { findReverted } from './reverted';
import { findUnmanaged, Unmanaged } from './unmanaged';

export interface DriftReportOptions {
  /** The first line. */
  readonly title: string;
  /** Paragraphs below the headline, in Markdown. */
  readonly notes: readonly string[];
  /** True when the report covers all stacks of an environment; only then are parts that are in no state looked for. */
  readonly isWhole: boolean;
}

export interface DriftReport {
  /** Report in Markdown, cut to the size of an issue on GitHub. */
  readonly text: string;
  /** Result in one line, without markup. */
  readonly headline: string;
  /** The titles, then a row a stack. */
  readonly rows: readonly (readonly string[])[];
  readonly hasDrift: boolean;
  /** True when a plan would revert some of the drift. */
  readonly isReverted: boolean;
}

interface Findings {
  readonly stack: StackPlan;
  readonly drift: readonly Drift[];
  readonly others: readonly Drift[];
  /** Resources that no state has; undefined when they are not known. */
  readonly unmanaged: readonly Unmanaged[] | undefined;
}

/**
 * The report on changes made outside Terraform. The same plans give the same text.
 *
 * @param stacks with ordinary plans: those tell which changes would be reverted
 */
export function renderDrift(
  stacks: readonly StackPlan[],
  { title, notes, isWhole }: DriftReportOptions,
): DriftReport {
  const unmanaged = isWhole ? findUnmanaged(stacks) : undefined;
  const all = stacks.map((stack): Findings => {
    const { drift, others } =
      stack.plan === undefined
        ? { drift: [], others: [] }
        : findReverted(stack.plan, unmanaged !== undefined);
    return { stack, drift, others, unmanaged: unmanaged?.filter((each) => each.stack === stack.stack) };
  });
  const headline = describe(all, unmanaged ?? []);
  const rows = [['Stack', 'Changed', 'Gone', 'Added', 'State'], ...all.map(rowOf)];
  const texts = all.flatMap(({ stack, drift }) =>
    drift.length === 0 ? [] : (describeStack(stack, '`npm run plan` writes the whole text.') ?? []),
  );
  const parts: Part[] = [
    ...[`# ${title}`, `**${headline}**`, ...notes].map((text) => ({ text })),
    ...(unmanaged === undefined ? [{ text: UNKNOWN_PARTS }] : []),
    { text: markdownTable(rows) },
    ...listDrift(all),
    ...listUnmanaged(unmanaged ?? []),
    ...stacks.filter((stack) => !isLookedAt(stack)).map(describeProblem),
    ...listOthers(all),
    ...(texts.length === 0 ? [] : [{ text: '## Plans that revert it, as Terraform shows them' }, ...texts]),
  ];
  const isReverted = all.some(({ drift }) => drift.length > 0);
  const hasDrift = isReverted || (unmanaged ?? []).length > 0;
  return { text: truncate(parts, COMMENT), headline, rows, hasDrift, isReverted };
}

const UNKNOWN_PARTS =
  'Rules, routes and policies that were added to a resource are not known: for that all stacks have to be planned.';

/** Tells whether the whole stack was looked at: a plan that defers changes leaves resources out. */
export const isLookedAt = (stack: StackPlan): boolean =>
  isPlanned(stack) && stack.plan !== undefined && deferredChanges(stack.plan) === 0;

const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

function describe(all: readonly Findings[], unmanaged: readonly Unmanaged[]): string {
  const total = all.reduce((sum, { drift }) => sum + drift.length, 0);
  const failed = all.filter(({ stack }) => !isLookedAt(stack)).length;
  const parts = [
    total === 0
      ? 'No resource was changed outside Terraform'
      : plural(total, 'resource was changed outside Terraform', 'resources were changed outside Terraform'),
    ...(unmanaged.length === 0 ? [] : [plural(unmanaged.length, 'part was added', 'parts were added')]),
    ...(failed === 0 ? [] : [`${plural(failed, 'stack', 'stacks')} of ${all.length} could not be looked at`]),
  ];
  return `${parts.join('; ')}.`;
}

function rowOf({ stack, drift, unmanaged }: Findings): string[] {
  const gone = drift.filter(({ isGone }) => isGone).length;
  const added = unmanaged?.length;
  const hasDrift = drift.length + (added ?? 0) > 0;
  const state = isLookedAt(stack) ? (hasDrift ? '⚠️ drift' : '✅ no drift') : '❌ could not be looked at';
  return [stack.stack, String(drift.length - gone), String(gone), String(added ?? '?'), state];
}

const attributesOf = ({ attributes }: Drift): string => attributes.map(code).join(', ');

function listDrift(all: readonly Findings[]): Part[] {
  const lines = all.flatMap(({ stack, drift }) =>
    drift.map((each) => `- ${code(stack.stack)} ${describeDrift(each)}`),
  );
  return lines.length === 0
    ? []
    : [{ text: ['## Changed outside Terraform', lines.join('\n')].join('\n\n'), isList: true }];
}

function listUnmanaged(unmanaged: readonly Unmanaged[]): Part[] {
  if (unmanaged.length === 0) return [];
  return [
    {
      text: [
        '## Added outside Terraform',
        unmanaged
          .map(({ stack, address, description }) => `- ${code(stack)} ${code(address)}: ${code(description)}`)
          .join('\n'),
        'No state has these, so `npm run apply` does not remove them. Add them to the source and import them, or remove them:',
        block(unmanaged.map(({ removal }) => removal).join('\n'), 'bash'),
      ].join('\n\n'),
    },
  ];
}

/** Number of further unmanaged resources that the report names. */
const MOST_OTHERS = 30;

function listOthers(all: readonly Findings[]): Part[] {
  const names = all.flatMap(({ others }) =>
    others.map((each) => `${code(each.resource.address)} (${attributesOf(each)})`),
  );
  if (names.length === 0) return [];
  const more = names.length > MOST_OTHERS ? ` and ${names.length - MOST_OTHERS} more` : '';
  const list = `${names.slice(0, MOST_OTHERS).join(', ')}${more}`;
  return [{ text: `Also different from the state, and no plan reverts it: ${list}.` }];
}

const describeProblem = ({
  stack,
  plan,
  problem = plan?.errored === false ? 'Terraform defers changes of it to a later plan.' : 'Planning failed.',
}: StackPlan): Part => ({
  text: [`## Could not be looked at: ${code(stack)}`, block(problem)].join('\n\n'),
  short: [`## Could not be looked at: ${code(stack)}`, block(problem.slice(0, 3000))].join('\n\n'),
});
