import { code, folded, htmlText, words } from '../plan/markdown';
import { Reader } from '../plan/reader';
import { isPlanned, StackPlan } from '../plan/stack-plan';
import { describeDrift, describeOthers } from '../plan/stack-section';
import { findTakenBack } from './taken-back';

export interface DriftReportOptions {
  /** The first line. */
  readonly title: string;
  /** Said below the headline, in Markdown. */
  readonly notes: readonly string[];
}

export interface DriftReport {
  readonly text: string;
  /** In one line, without markup. */
  readonly headline: string;
  /** The titles, then a row a stack. */
  readonly rows: readonly (readonly string[])[];
  readonly hasDrift: boolean;
}

interface Look {
  readonly stack: string;
  readonly changed: number;
  readonly gone: number;
  readonly state: string;
  readonly section: readonly string[];
}

/**
 * The report on what was changed outside Terraform. The same plans give the same text.
 *
 * @param stacks with ordinary plans: those tell what would be taken back
 */
export function renderDrift(stacks: readonly StackPlan[], { title, notes }: DriftReportOptions): DriftReport {
  const reader = new Reader(stacks);
  const looks = stacks.map((stack) => lookAt(stack, reader));
  const total = looks.reduce((sum, { changed, gone }) => sum + changed + gone, 0);
  const unknown = stacks.filter((stack) => !isPlanned(stack)).length;
  const headline = [
    total === 0
      ? 'Nothing was changed outside Terraform'
      : `${total} resource${total === 1 ? ' was' : 's were'} changed outside Terraform`,
    ...(unknown === 0
      ? []
      : [`${unknown} stack${unknown === 1 ? '' : 's'} of ${stacks.length} could not be looked at`]),
  ].join('; ');
  const rows = [
    ['Stack', 'Changed', 'Gone', 'State'],
    ...looks.map(({ stack, changed, gone, state }) => [stack, String(changed), String(gone), state]),
  ];
  const text = [
    `# ${title}`,
    `**${headline}.**`,
    ...notes,
    [
      '| Stack | Changed | Gone | State |',
      '| --- | --: | --: | --- |',
      ...looks.map(
        ({ stack, changed, gone, state }) => `| ${code(stack)} | ${changed} | ${gone} | ${state} |`,
      ),
    ].join('\n'),
    ...looks.flatMap(({ section }) => section),
  ].join('\n\n');
  return { text: `${text}\n`, headline: `${headline}.`, rows, hasDrift: total > 0 };
}

function lookAt(stack: StackPlan, reader: Reader): Look {
  const { plan, problem } = stack;
  const { drift, others } = plan === undefined ? { drift: [], others: [] } : findTakenBack(plan, reader);
  const gone = drift.filter(({ isGone }) => isGone).length;
  const changed = drift.length - gone;
  const rest = describeOthers(others, reader);
  const content = [
    ...(isPlanned(stack) ? [] : [words(reader.secrets.hide(problem ?? 'Planning failed.'))]),
    ...drift.map((each) => describeDrift(each, reader)),
    ...(rest === undefined
      ? []
      : [`Also found different from the state, and no plan takes it back: ${rest}.`]),
  ];
  const state = !isPlanned(stack)
    ? '❌ could not be looked at'
    : drift.length > 0
      ? '⚠️ drift'
      : '✅ no drift';
  const summary = `<code>${htmlText(stack.stack)}</code>: ${changed} changed, ${gone} gone`;
  return {
    stack: stack.stack,
    changed,
    gone,
    state,
    section: content.length === 0 ? [] : [folded(summary, content.join('\n\n'))],
  };
}
