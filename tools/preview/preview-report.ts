import { Impact } from '../reach/impact';
import { code } from '../plan-report/markdown';
import { describeCommit, Commit } from '../saved-plans/commit';
import { renderReport, Report } from '../plan-report/report';
import { StackPlan } from '../plan-report/stack-plan';
import { Base } from './git';
import { WithoutSource } from './without-source';

/** The base and the working tree of a preview. */
export interface Transition {
  readonly environment: string;
  readonly base: Base;
  readonly head: Commit | undefined;
  /** Commits that the base has and the working tree has not; undefined where nobody knows. */
  readonly ahead: number | undefined;
}

/** Describes the base, such as `main (commit 1a2b3c4d5e)`. */
export const describeBase = ({ ref, commit }: Base): string =>
  commit.startsWith(ref) ? `commit ${commit.slice(0, 10)}` : `${ref} (commit ${commit.slice(0, 10)})`;

const titleOf = ({ environment }: Transition): string => `Preview of ${environment}`;

function notesOn({ environment, base, head, ahead }: Transition): string[] {
  return [
    `What merging the working tree, ${describeCommit(head)}, would do to ${environment} when it stands at ${code(base.ref)}, commit ${base.commit.slice(0, 10)}. Found out on an emulator, without an AWS account.`,
    ...(ahead === undefined || ahead === 0
      ? []
      : [
          `> The base has ${ahead} commit${ahead === 1 ? '' : 's'} that the working tree has not. What ${ahead === 1 ? 'it' : 'they'} brought is shown as taken back: bring the base in, or name the commit where the two part (\`git merge-base HEAD ${base.commit.slice(0, 10)}\`).`,
        ]),
  ];
}

export interface PreviewReportOptions {
  readonly transition: Transition;
  /** True when the base comes from an earlier deployment of the very same stacks. */
  readonly isKept: boolean;
  /** Names of the stacks that needed no plan. */
  readonly leftOut: readonly string[];
  readonly withoutSource: WithoutSource;
  readonly impact: Impact;
}

/** The report on a preview. The same plans give the same text. */
export function renderPreview(
  plans: readonly StackPlan[],
  { transition, isKept, leftOut, withoutSource, impact }: PreviewReportOptions,
): Report {
  return renderReport(plans, {
    title: titleOf(transition),
    headline: withoutSource.headline,
    notes: [
      ...notesOn(transition),
      `The base ${isKept ? 'is an earlier deployment of the same stacks, kept since' : 'was deployed for this preview'}. Each plan was made behind the apply of those before it, with their real outputs.`,
      ...(leftOut.length === 0
        ? []
        : [
            `Left out, since neither they nor anything that they read differs from the base: ${leftOut.map(code).join(', ')}.`,
          ]),
      ...impact.notes,
    ],
    sections: [...impact.sections, ...withoutSource.sections],
    isInOrder: true,
  });
}

/** The report where every stack is the same, in one line below its title. */
export function renderUnchanged(transition: Transition, stacks: number): Report {
  const headline = `Nothing would change: all ${stacks} stacks are the same as in the base.`;
  const text = `${[`# ${titleOf(transition)}`, `**${headline}**`, ...notesOn(transition)].join('\n\n')}\n`;
  return { full: text, comment: text, headline, rows: [] };
}
