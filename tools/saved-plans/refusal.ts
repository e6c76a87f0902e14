import { Commit, describeCommit } from './commit';
import { describeTime, Planned } from './plan-record';
import { Moved } from './staleness';

const indented = (text: string): string => text.replaceAll(/^/gm, '  ');

/** Time and commit of the plans, and the commit now. */
export function describeOrigin({ at, commit }: Planned, now: Commit | undefined): string {
  return `Planned at ${describeTime(at)}, at ${describeCommit(commit)}; now at ${describeCommit(now)}.`;
}

/**
 * Explanation of why nothing is applied, and the command to plan again.
 *
 * @param again the command that plans again
 */
export function describeRefusal(
  planned: Planned,
  moves: readonly Moved[],
  { commit, again }: { commit: Commit | undefined; again: string },
): string {
  return [
    'Nothing was applied: the saved plans are out of date.',
    ...moves.map(({ what, lines }) => [what, ...lines.map(indented)].join('\n')),
    describeOrigin(planned, commit),
    `Plan again, read the report, then apply:\n\n  ${again}`,
  ].join('\n\n');
}
