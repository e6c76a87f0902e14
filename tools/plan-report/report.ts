import { Dangers, findDangers } from './dangers';
import { describeStack } from './details';
import { block, code } from './markdown';
import { describeTotal, markdownTable, stateRows } from './report-table';
import { Cause, provisionalCauses, StackPlan } from './stack-plan';
import { Part, Room, truncate } from './truncate';

export interface ReportOptions {
  /** The first line. */
  readonly title: string;
  /** Paragraphs below the headline, in Markdown, such as the place of the plan. @default none */
  readonly notes?: readonly string[];
  /** Phrases in the headline behind the counts, without markup. @default none */
  readonly headline?: readonly string[];
  /** Sections behind the dangers, in Markdown, on what no plan shows. @default none */
  readonly sections?: readonly string[];
  /**
   * True when each plan was made after the plans before it were applied, as in a preview: none is provisional then.
   *
   * @default false
   */
  readonly isInOrder?: boolean;
}

export interface Report {
  /** Report cut to the size of a job summary. */
  readonly full: string;
  /** Report cut to the size of a comment on GitHub. */
  readonly comment: string;
  /** The counts in one line, without markup. */
  readonly headline: string;
  /** The titles, then a row a stack, as the table of the report has them. */
  readonly rows: readonly (readonly string[])[];
}

/**
 * The text of a comment or an issue, in characters. GitHub takes 65,536: the rest is for a marker and a link.
 *
 * @see https://docs.github.com/en/rest/issues/comments
 */
export const COMMENT: Room = { size: (text) => text.length, limit: 65_000 };

/** @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#adding-a-job-summary */
const SUMMARY: Room = { size: (text) => Buffer.byteLength(text), limit: 2 ** 20 - 1024 };

/**
 * The report on the plans of some stacks, in their order. The same plans give the same text.
 *
 * @param stacks each behind those it depends on
 */
export function renderReport(stacks: readonly StackPlan[], options: ReportOptions): Report {
  const { title, notes = [], headline: more = [], sections = [], isInOrder = false } = options;
  const causes = provisionalCauses(isInOrder ? [] : stacks);
  const headline = describeTotal(stacks, more);
  const rows = stateRows(stacks, causes);
  const texts = stacks.flatMap((stack) => describeStack(stack) ?? []);
  const parts: Part[] = [
    ...[`# ${title}`, `**${headline}**`, ...notes, markdownTable(rows)].map((text) => ({ text })),
    ...listDangers(findDangers(stacks)),
    ...stacks.flatMap(describeProblem),
    ...describeProvisional(stacks, causes).map((text) => ({ text })),
    ...sections.map((text) => ({ text })),
    ...(texts.length === 0 ? [] : [{ text: '## Plans, as Terraform shows them' }, ...texts]),
  ];
  return { full: truncate(parts, SUMMARY), comment: truncate(parts, COMMENT), headline, rows };
}

function listDangers(dangers: readonly Dangers[]): Part[] {
  if (dangers.length === 0) return [];
  const list = (size: 'full' | 'brief'): string =>
    [
      '## Look at this first',
      ...dangers.map(({ title, items }) => `### ${title}\n\n${items.map((item) => item[size]).join('\n')}`),
    ].join('\n\n');
  return [{ text: list('full'), short: list('brief'), isList: true }];
}

function describeProvisional(
  stacks: readonly StackPlan[],
  causes: ReadonlyMap<string, readonly Cause[]>,
): string[] {
  const lines = stacks.flatMap(({ stack }) => {
    const own = causes.get(stack) ?? [];
    const upstream = own.map(({ stack: name, does }) => `${code(name)} ${does}`);
    return own.length === 0 ? [] : [`- ${code(stack)}: ${upstream.join('; ')}`];
  });
  if (lines.length === 0) return [];
  return [
    '## Provisional',
    'A stack upstream is about to change, and these plans were made before that. Apply the stack upstream, then plan again: these plans may then contain more or something else.',
    lines.join('\n'),
  ];
}

/** Lines of Terraform's words that are shown where there is little room. */
const FEW_LINES = 30;

function describeProblem({ stack, plan, problem, applyProblem }: StackPlan): Part[] {
  if (applyProblem === undefined && problem === undefined && plan?.errored !== true) return [];
  const [title, words] =
    applyProblem === undefined
      ? [`## Could not be planned: ${code(stack)}`, problem ?? 'Planning failed.']
      : [`## Could not be applied: ${code(stack)}`, applyProblem];
  const isPartial = applyProblem === undefined && plan !== undefined;
  const show = (shown: string): string =>
    [
      title,
      block(shown),
      ...(isPartial ? ['The plan below ends where planning failed. It cannot be applied.'] : []),
    ].join('\n\n');
  return [
    { text: show(words), short: show(words.split('\n').slice(0, FEW_LINES).join('\n').slice(0, 3000)) },
  ];
}
