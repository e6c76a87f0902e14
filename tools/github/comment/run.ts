import { loadRepository } from '../../../src/config/repository';
import { isOurs, Written } from '../bot';
import { GitHub } from '../api';
import { MARKER, renderBody } from './body';
import { latestRuns, PullRequest, pullRequestOf, Run } from './runs';
import { sectionOf } from './section';
import { SOURCES } from './sources';

interface Comment extends Written {
  readonly id: number;
  readonly html_url: string;
}

/**
 * Brings the one comment on a pull request up to date: with the latest report of every workflow, not only of the run that
 * has ended. So it is right whichever of several runs comes last.
 *
 * @param runId of a run that has ended
 * @returns what was done, in a sentence
 */
export async function comment(github: GitHub, runId: string): Promise<string> {
  const run = await github.get<Run>(`/actions/runs/${runId}`);
  if (run.event !== 'pull_request') return `Run ${runId} is of no pull request: nothing to do.`;
  const { branch } = loadRepository();
  const pullRequest = await pullRequestOf(github, run, branch);
  if (pullRequest === undefined) {
    return `No open pull request into ${branch} stands at ${run.head_sha}: nothing to do.`;
  }
  const runs = await latestRuns(github, pullRequest, SOURCES);
  const sections = await Promise.all([...runs].map(([source, each]) => sectionOf(github, source, each)));
  const told = sections.filter((section) => section !== undefined);
  return told.length === 0
    ? `Nothing to tell of pull request #${pullRequest.number}.`
    : post(github, pullRequest, renderBody(told));
}

async function post(github: GitHub, { number }: PullRequest, body: string): Promise<string> {
  const all = await github.list<Comment>(`/issues/${number}/comments`);
  const own = all.find((each) => isOurs(each, MARKER));
  if (own === undefined) {
    const made = await github.send<Comment>('POST', `/issues/${number}/comments`, { body });
    return `Commented on pull request #${number}: ${made.html_url}`;
  }
  // GitHub keeps no line end at the end.
  if (own.body?.trim() === body.trim()) return `The comment is up to date: ${own.html_url}`;
  await github.send('PATCH', `/issues/comments/${own.id}`, { body });
  return `Updated the comment on pull request #${number}: ${own.html_url}`;
}
