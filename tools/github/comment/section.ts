import { code } from '../../plan/markdown';
import { ToolError } from '../../support/project';
import { GitHub } from '../api';
import { reportOf } from './artifact';
import { Run } from './runs';
import { Source } from './sources';

/** One report in the comment, in Markdown. */
export interface Section {
  readonly title: string;
  /** Where it comes from, with a link to the run. */
  readonly origin: string;
  /** What the run left, as it left it: whoever made the run wrote it. Empty where there is none. */
  readonly report: string;
  /** Whether the run left more. @default false */
  readonly isShortened?: boolean;
}

/** How a run ended that left no report. `success` without one is a job that had nothing to do. */
const WITHOUT_REPORT: Readonly<Record<string, string>> = {
  failure: 'It failed before there was a report',
  timed_out: 'It took too long',
  startup_failure: 'It could not be started',
  cancelled: 'It was cancelled',
  action_required: 'Somebody has to allow it first',
};

/** Of a run that is started again the artifacts of the attempt before stay, until there are others. */
const NOT_ALL =
  '**The run did not end well**: this may be the report of an earlier attempt, or not be all of it.';

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
    const made = `${source.note} Made by the pull request's own code, at ${commit}, in ${link}.`;
    return section(run.conclusion === 'success' ? made : `${made} ${NOT_ALL}`, report);
  }
  const why = WITHOUT_REPORT[run.conclusion ?? ''];
  return why === undefined ? undefined : section(`${why}: ${link}.`);
}

/** The same without the part on each stack: the counts stay, and what is dangerous. */
export const withoutStacks = (section: Section): Section =>
  shortened(section, section.report.split(/^## Stacks\r?$/m)[0]?.trim() ?? '');

/** The title of the report and its headline: of anything else at most as much. */
export function headlineOf(section: Section): Section {
  const lines = section.report.split(/\r?\n/).filter((line) => line !== '');
  const headline = lines.slice(0, 2).map((line) => line.slice(0, MOST_OF_A_LINE));
  return shortened(section, headline.join('\n\n'));
}

const MOST_OF_A_LINE = 500;

/** The section itself where that is no less. */
const shortened = (section: Section, report: string): Section =>
  report.length < section.report.trim().length ? { ...section, report, isShortened: true } : section;
