import { COUNTED, deferredChanges, describeCounts, isDestroyed } from './actions';
import { failedChecks } from './details';
import { findDrift } from './drift';
import { cellCode } from './markdown';
import { Cause, countsOf, isBlocked, isChanged, isPlanned, StackPlan, totalOf } from './stack-plan';

/**
 * The counts in one line.
 *
 * @param more what else there is to say, in words
 */
export function describeTotal(stacks: readonly StackPlan[], more: readonly string[]): string {
  const blocked = stacks.filter(isBlocked).length;
  const unplanned = stacks.filter((stack) => !isPlanned(stack)).length - blocked;
  const unapplied = stacks.filter(({ applyProblem }) => applyProblem !== undefined).length;
  const counts = describeCounts(totalOf(stacks));
  const changes =
    counts ??
    (stacks.some(isChanged)
      ? 'No resource changes, but other changes'
      : stacks.every(isPlanned)
        ? 'No changes'
        : 'No changes are known');
  const number = `${stacks.length} stack${stacks.length === 1 ? '' : 's'}`;
  const failures = [
    ...(unplanned === 0 ? [] : [`${unplanned} could not be planned`]),
    ...(unapplied === 0 ? [] : [`${unapplied} could not be applied`]),
    ...(blocked === 0 ? [] : [`${blocked} not planned because of that`]),
  ];
  return `${[`${changes} in ${number}`, ...failures, ...more].join('; ')}.`;
}

/** The titles, then a row a stack: its name, its counts, its state. */
export function stateRows(
  stacks: readonly StackPlan[],
  causes: ReadonlyMap<string, readonly Cause[]>,
): string[][] {
  const titles = COUNTED.map((key) => `${key[0]?.toUpperCase() ?? ''}${key.slice(1)}`);
  return [
    ['Stack', ...titles, 'State'],
    ...stacks.map((stack) => {
      const counts = countsOf(stack);
      const state = describeState(stack, causes.get(stack.stack) ?? []);
      return [stack.stack, ...COUNTED.map((key) => String(counts[key])), state];
    }),
  ];
}

/** Rows of which the first has the titles; the first column is of names, the last of words, the others of numbers. */
export function markdownTable([titles = [], ...rows]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(titles),
    line(titles.map((_, index) => (index === 0 || index === titles.length - 1 ? '---' : '--:'))),
    ...rows.map(([stack = '', ...cells]) => line([cellCode(stack), ...cells])),
  ].join('\n');
}

/** Describes the state of a stack. Only a stack whose plan is whole, settled and empty is green. */
function describeState(stack: StackPlan, causes: readonly Cause[]): string {
  if (isBlocked(stack)) return `❌ not planned: ${stack.blockedBy?.join(', ')} failed`;
  const { plan } = stack;
  const failed = failedChecks(stack);
  const drifted = plan === undefined ? 0 : findDrift(plan).matters.length;
  const states = [
    ...(isPlanned(stack) ? [] : ['❌ could not be planned']),
    ...(stack.applyProblem === undefined ? [] : ['❌ could not be applied']),
    ...((plan?.resource_changes ?? []).some(isDestroyed) ? ['🛑 destroys'] : []),
    ...(plan !== undefined && deferredChanges(plan) > 0 ? ['⚠️ incomplete'] : []),
    ...(causes.length > 0 ? ['⚠️ provisional'] : []),
    ...(failed > 0 ? [`⚠️ ${failed} check${failed === 1 ? '' : 's'} failed`] : []),
    ...(drifted > 0 ? [`⚠️ ${drifted} changed outside`] : []),
  ];
  if (states.length > 0) return states.join(', ');
  return isChanged(stack) ? 'changes' : '✅ no changes';
}
