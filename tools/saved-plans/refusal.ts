import { Commit, describeCommit } from './commit';
import { describeTime, Planned } from './plan-record';
import { Moved } from './staleness';

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
    ...moves.map(({ what, lines }) =>
      [what, ...lines.map((line) => line.replaceAll(/^/gm, '  '))].join('\n'),
    ),
    `Planned at ${describeTime(planned.at)}, at ${describeCommit(planned.commit)}; now at ${describeCommit(commit)}.`,
    `Plan again, read the report, then apply:\n\n  ${again}`,
  ].join('\n\n');
}
