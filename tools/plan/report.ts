import { dangerousItems, Item } from './dangerous';
import { fitting } from './fitting';
import { code, words } from './markdown';
import { Reader } from './reader';
import { describeTotal, markdownTable, stateRows } from './report-table';
import { Cause, provisionalCauses, StackPlan } from './stack-plan';
import { stackSection } from './stack-section';

export interface ReportOptions {
  /** The first line. */
  readonly title: string;
  /** Said below the headline, in Markdown: where it was planned, and the like. @default nothing */
  readonly notes?: readonly string[];
  /** Said in the headline behind the counts, without markup. @default nothing */
  readonly headline?: readonly string[];
  /** Said before what is dangerous, in Markdown: what no plan tells. @default nothing */
  readonly sections?: readonly string[];
  /**
   * Whether each plan was made behind the apply of those before it, as in a preview: none is provisional then.
   *
   * @default false
   */
  readonly isInOrder?: boolean;
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
export function renderReport(
  stacks: readonly StackPlan[],
  { title, notes = [], headline: more = [], sections: told = [], isInOrder = false }: ReportOptions,
): Report {
  const reader = new Reader(stacks);
  const causes = provisionalCauses(isInOrder ? [] : stacks);
  const headline = describeTotal(stacks, more);
  const rows = stateRows(stacks, causes, reader);
  const top = [`# ${title}`, `**${headline}**`, ...notes, markdownTable(rows)];
  const problems = stacks.flatMap((stack) => describeProblem(stack, reader));
  const before = [...describeProvisional(stacks, causes), ...told];
  const dangers = stacks.map((stack): [StackPlan, Item[]] => [stack, dangerousItems(stack, reader)]);
  const sections = stacks.flatMap((stack) => stackSection(stack, reader) ?? []);

  const full = join([
    ...top,
    ...before,
    ...describeDangers(dangers, 'full'),
    ...problems,
    ...(sections.length === 0 ? [] : ['## Stacks', ...sections]),
  ]);
  if (full.length <= COMMENT_LIMIT) return { full, comment: full, isShortened: false, headline, rows };

  const shortened = (size: keyof Item): string =>
    join([...top, SHORTENED, ...before, ...describeDangers(dangers, size), ...problems]);
  const detailed = shortened('full');
  const comment =
    detailed.length <= COMMENT_LIMIT
      ? detailed
      : fitting(
          [...top, SHORTENED, ...before, ...describeDangers(dangers, 'brief'), ...problems],
          COMMENT_LIMIT,
        );
  return { full, comment, isShortened: true, headline, rows };
}

const join = (blocks: readonly string[]): string => `${blocks.join('\n\n')}\n`;

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

function describeProblem({ stack, plan, problem, applyProblem }: StackPlan, reader: Reader): string[] {
  if (applyProblem !== undefined) {
    return [`## Could not be applied: ${code(stack)}`, words(reader.secrets.hideInWords(applyProblem))];
  }
  if (problem === undefined && plan?.errored !== true) return [];
  return [
    `## Could not be planned: ${code(stack)}`,
    words(reader.secrets.hideInWords(problem ?? 'Planning failed.')),
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
