import { code } from '../../plan/markdown';
import { ToolError } from '../../project';
import { GitHub } from '../api';
import { quoteUntrusted } from '../untrusted';
import { reportOf } from './artifact';
import { Run } from './runs';
import { Source } from './sources';

/** One report in the comment, in Markdown. */
export interface Section {
  readonly title: string;
  /** Where it comes from, with a link to the run. */
  readonly origin: string;
  /** What the report says; empty where there is none. */
  readonly report: string;
}

/** How a run ended that left no report. `success` without one is a job that had nothing to do. */
const WITHOUT_REPORT: Readonly<Record<string, string>> = {
  failure: 'It failed before there was a report',
  timed_out: 'It took too long',
  startup_failure: 'It could not be started',
  cancelled: 'It was cancelled',
  action_required: 'Somebody has to allow it first',
};

/** What a run has to say, or undefined for one that has nothing to. */
export async function sectionOf(github: GitHub, source: Source, run: Run): Promise<Section | undefined> {
  const link = `[the run](${run.html_url})`;
  const section = (origin: string, report = ''): Section => ({ title: source.title, origin, report });
  if (run.status !== 'completed') return section(`It is not through yet: ${link}.`);
  let report: string | undefined;
  try {
    report = await reportOf(github, run, source.artifact);
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return section(`Its report cannot be shown. ${code(error.message)} See ${link}.`);
  }
  if (report !== undefined) {
    const commit = code(run.head_sha.slice(0, 10));
    return section(
      `${source.note} Made by the pull request's own code, at ${commit}, in ${link}.`,
      quoteUntrusted(report),
    );
  }
  const why = WITHOUT_REPORT[run.conclusion ?? ''];
  return why === undefined ? undefined : section(`${why}: ${link}.`);
}

/** The title of the report and its headline: of anything else at most as much. */
export function shortened({ origin, report, ...rest }: Section): Section {
  const headline = report
    .split('\n')
    .filter((line) => line !== '>')
    .slice(0, 2)
    .map((line) => line.slice(0, MOST_OF_A_LINE));
  const note = '_The whole does not fit here: see the summary of the run._';
  return { ...rest, origin: `${origin} ${note}`, report: headline.join('\n>\n') };
}

const MOST_OF_A_LINE = 500;
