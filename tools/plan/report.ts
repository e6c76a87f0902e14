import { COUNTED } from './actions';
import { dangerousItems, Item } from './dangerous';
import { fitting } from './fitting';
import { cellCode, code, words } from './markdown';
import { Reader } from './reader';
import { Cause, countsOf, isChanged, isPlanned, provisionalCauses, StackPlan, totalOf } from './stack-plan';
import { describeCounts, driftOf, failedChecks, stackSection } from './stack-section';

export interface ReportOptions {
  /** The first line. */
  readonly title: string;
  /** Said below the headline, in Markdown: where it was planned, and the like. @default nothing */
  readonly notes?: readonly string[];
}

export interface Report {
  /** All there is to say. */
  readonly full: string;
  /** The same where it fits a comment on GitHub, otherwise the counts and what is dangerous. */
  readonly comment: string;
  /** Whether the comment is not all. */
  readonly isShortened: boolean;
  /** The counts in one line, without markup. */
  readonly headline: string;
  /** The titles, then a row a stack, as the table of the report has them. */
  readonly rows: readonly (readonly string[])[];
}

/** Characters of a comment on GitHub, at most. */
export const COMMENT_LIMIT = 65_536;

const SHORTENED =
  '> **Shortened.** The whole report does not fit a comment: here are the counts and what is dangerous. The whole is in the job summary, and in `report.md` beside the plans.';

/**
 * The report on the plans of some stacks, in their order. The same plans give the same text.
 *
 * @param stacks each behind those it depends on
 */
export function renderReport(stacks: readonly StackPlan[], { title, notes = [] }: ReportOptions): Report {
  const reader = new Reader(stacks);
  const causes = provisionalCauses(stacks);
  const headline = describeTotal(stacks);
  const rows = stateRows(stacks, causes, reader);
  const top = [`# ${title}`, `**${headline}**`, ...notes, markdownTable(rows)];
  const problems = stacks.flatMap((stack) => describeProblem(stack, reader));
  const provisional = describeProvisional(stacks, causes);
  const dangers = stacks.map((stack): [StackPlan, Item[]] => [stack, dangerousItems(stack, reader)]);
  const sections = stacks.flatMap((stack) => stackSection(stack, reader) ?? []);

  const full = join([
    ...top,
    ...provisional,
    ...describeDangers(dangers, 'full'),
    ...problems,
    ...(sections.length === 0 ? [] : ['## Stacks', ...sections]),
  ]);
  if (full.length <= COMMENT_LIMIT) return { full, comment: full, isShortened: false, headline, rows };

  const shortened = (size: keyof Item): string =>
    join([...top, SHORTENED, ...provisional, ...describeDangers(dangers, size), ...problems]);
  const detailed = shortened('full');
  const comment =
    detailed.length <= COMMENT_LIMIT
      ? detailed
      : fitting(
          [...top, SHORTENED, ...provisional, ...describeDangers(dangers, 'brief'), ...problems],
          COMMENT_LIMIT,
        );
  return { full, comment, isShortened: true, headline, rows };
}

const join = (blocks: readonly string[]): string => `${blocks.join('\n\n')}\n`;

function describeTotal(stacks: readonly StackPlan[]): string {
  const unplanned = stacks.filter((stack) => !isPlanned(stack)).length;
  const counts = describeCounts(totalOf(stacks));
  const changes =
    counts ?? (stacks.some(isChanged) ? 'No resource changes, only what is kept in states' : 'No changes');
  const number = `${stacks.length} stack${stacks.length === 1 ? '' : 's'}`;
  return `${changes} in ${number}${unplanned === 0 ? '' : `; ${unplanned} could not be planned`}.`;
}

/** The titles, then a row a stack: its name, its counts, its state. */
function stateRows(
  stacks: readonly StackPlan[],
  causes: ReadonlyMap<string, readonly Cause[]>,
  reader: Reader,
): string[][] {
  const titles = COUNTED.map((key) => `${key[0]?.toUpperCase() ?? ''}${key.slice(1)}`);
  return [
    ['Stack', ...titles, 'State'],
    ...stacks.map((stack) => {
      const counts = countsOf(stack);
      const state = describeState(stack, causes.get(stack.stack) ?? [], reader);
      return [stack.stack, ...COUNTED.map((key) => String(counts[key])), state];
    }),
  ];
}

function markdownTable([titles = [], ...rows]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(titles),
    line(titles.map((_, index) => (index === 0 || index === titles.length - 1 ? '---' : '--:'))),
    ...rows.map(([stack = '', ...cells]) => line([cellCode(stack), ...cells])),
  ].join('\n');
}

/** Only a stack that is planned, settled and unchanged is green. */
function describeState(stack: StackPlan, causes: readonly Cause[], reader: Reader): string {
  const failed = failedChecks(stack);
  const drifted = driftOf(stack, reader);
  const { destroy, replace } = countsOf(stack);
  const states = [
    ...(isPlanned(stack) ? [] : ['❌ could not be planned']),
    ...(destroy + replace > 0 ? ['🛑 dangerous'] : []),
    ...(causes.length > 0 ? ['⚠️ provisional'] : []),
    ...(failed > 0 ? [`⚠️ ${failed} check${failed === 1 ? '' : 's'} failed`] : []),
    ...(drifted > 0 ? [`⚠️ ${drifted} changed outside`] : []),
  ];
  if (states.length > 0) return states.join(', ');
  return isChanged(stack) ? 'changes' : '✅ no changes';
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
    'These plans were made against what stands now, which a stack before them is about to change. When that one is applied, plan again: there may be more, or something else, to do.',
    lines.join('\n'),
  ];
}

function describeProblem({ stack, plan, problem }: StackPlan, reader: Reader): string[] {
  if (problem === undefined && plan?.errored !== true) return [];
  return [
    `## Could not be planned: ${code(stack)}`,
    words(reader.secrets.hide(problem ?? 'Planning failed.')),
    ...(plan === undefined ? [] : ['What was planned until then is shown below. It cannot be applied.']),
  ];
}

function describeDangers(
  dangers: readonly (readonly [StackPlan, readonly Item[]])[],
  size: keyof Item,
): string[] {
  const blocks = dangers.flatMap(([{ stack }, items]) =>
    items.length === 0 ? [] : [`### ${code(stack)}`, ...items.map((item) => item[size])],
  );
  return blocks.length === 0 ? [] : ['## Dangerous', ...blocks];
}
