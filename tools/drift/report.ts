import { code, folded, htmlText, words } from '../plan/markdown';
import { Reader } from '../plan/reader';
import { isPlanned, StackPlan } from '../plan/stack-plan';
import { describeDrift, describeOthers } from '../plan/stack-section';
import { Added, findAdded } from './added';
import { Finding } from './findings';
import { findTakenBack } from './taken-back';

export interface DriftReportOptions {
  /** The first line. */
  readonly title: string;
  /** Said below the headline, in Markdown. */
  readonly notes: readonly string[];
  /** Whether these are all stacks of an environment: only then it is known which parts of a resource nobody's source has. */
  readonly isWhole: boolean;
}

export interface DriftReport {
  readonly text: string;
  /** In one line, without markup. */
  readonly headline: string;
  /** The titles, then a row a stack. */
  readonly rows: readonly (readonly string[])[];
  readonly hasDrift: boolean;
  /** Whether a plan would take some of it back. */
  readonly hasTakenBack: boolean;
  /** The same for other programs, a stack each. */
  readonly findings: readonly Finding[];
}

interface Look extends Finding {
  readonly changed: number;
  readonly gone: number;
  /** Undefined when it is not known. */
  readonly added: number | undefined;
}

const STATES: Readonly<Record<Finding['status'], string>> = {
  clean: '✅ no drift',
  drift: '⚠️ drift',
  failed: '❌ could not be looked at',
};

/**
 * The report on what was changed outside Terraform. The same plans give the same text.
 *
 * @param stacks with ordinary plans: those tell what would be taken back
 */
export function renderDrift(
  stacks: readonly StackPlan[],
  { title, notes, isWhole }: DriftReportOptions,
): DriftReport {
  const reader = new Reader(stacks);
  const added = isWhole ? findAdded(stacks) : undefined;
  const looks = stacks.map((stack) =>
    lookAt(
      stack,
      added?.filter((each) => each.stack === stack.stack),
      reader,
    ),
  );
  const headline = `${describe(looks, added)}.`;
  const rows = [
    ['Stack', 'Changed', 'Gone', 'Added', 'State'],
    ...looks.map(({ stack, changed, gone, added: more, status }) => [
      stack,
      String(changed),
      String(gone),
      String(more ?? '?'),
      STATES[status],
    ]),
  ];
  const [titles = [], ...lines] = rows.map(([stack = '', ...cells], index) => [
    index === 0 ? stack : code(stack),
    ...cells,
  ]);
  const text = [
    `# ${title}`,
    `**${headline}**`,
    ...notes,
    ...(added === undefined ? [UNKNOWN_PARTS] : []),
    [titles, ['---', '--:', '--:', '--:', '---'], ...lines]
      .map((cells) => `| ${cells.join(' | ')} |`)
      .join('\n'),
    ...looks
      .filter(({ content }) => content.length > 0)
      .map(({ stack, counts, content }) =>
        folded(`<code>${htmlText(stack)}</code>: ${counts}`, content.join('\n\n')),
      ),
  ].join('\n\n');
  const findings = looks.map(({ stack, status, counts, content }) => ({ stack, status, counts, content }));
  const hasTakenBack = looks.some(({ changed, gone }) => changed + gone > 0);
  const hasDrift = hasTakenBack || looks.some(({ status }) => status === 'drift');
  return { text: `${text}\n`, headline, rows, hasDrift, hasTakenBack, findings };
}

const UNKNOWN_PARTS =
  'What was added to a resource (rules, routes, policies) is not known: for that all stacks have to be looked at.';

function describe(looks: readonly Look[], added: readonly Added[] | undefined): string {
  const total = looks.reduce((sum, { changed, gone }) => sum + changed + gone, 0);
  const more = added?.length ?? 0;
  const unknown = looks.filter(({ status }) => status === 'failed').length;
  return [
    total === 0
      ? 'Nothing was changed outside Terraform'
      : `${total} resource${total === 1 ? ' was' : 's were'} changed outside Terraform`,
    ...(more === 0 ? [] : [`${more} thing${more === 1 ? ' was' : 's were'} added`]),
    ...(unknown === 0
      ? []
      : [`${unknown} stack${unknown === 1 ? '' : 's'} of ${looks.length} could not be looked at`]),
  ].join('; ');
}

/** @param added undefined when nobody knows */
function lookAt(stack: StackPlan, added: readonly Added[] | undefined, reader: Reader): Look {
  const { plan, problem } = stack;
  const { drift, others } =
    plan === undefined ? { drift: [], others: [] } : findTakenBack(plan, reader, added !== undefined);
  const gone = drift.filter(({ isGone }) => isGone).length;
  const changed = drift.length - gone;
  const more = added?.length ?? 0;
  const rest = describeOthers(others, reader);
  const content = [
    ...(isPlanned(stack) ? [] : [words(reader.secrets.hideInWords(problem ?? 'Planning failed.'))]),
    ...drift.map((each) => describeDrift(each, reader)),
    ...describeAdded(added ?? [], reader),
    ...(rest === undefined
      ? []
      : [`Also found different from the state, and no plan takes it back: ${rest}.`]),
  ];
  return {
    stack: stack.stack,
    changed,
    gone,
    added: added === undefined ? undefined : more,
    status: !isPlanned(stack) ? 'failed' : drift.length + more > 0 ? 'drift' : 'clean',
    counts: [`${changed} changed, ${gone} gone`, ...(more === 0 ? [] : [`${more} added`])].join(', '),
    content,
  };
}

const describeAdded = (added: readonly Added[], reader: Reader): string[] =>
  added.length === 0
    ? []
    : [
        ...added.map(
          ({ address, what }) =>
            `**added**: ${code(reader.secrets.hide(address))}, ${code(reader.secrets.hide(what))}`,
        ),
        'No plan takes away what was added: remove it where it stands, or add it to the source and import it.',
      ];
