import { GitHub } from '../api';
import { Source } from './sources';

/**
 * A run of a workflow, as GitHub tells it.
 *
 * @see https://docs.github.com/en/rest/actions/workflow-runs#get-a-workflow-run
 */
export interface Run {
  readonly id: number;
  /** The file of the workflow, such as `.github/workflows/plan.yml`. */
  readonly path: string;
  readonly event: string;
  readonly status: string;
  /** Null until it is completed. */
  readonly conclusion: string | null;
  readonly head_sha: string;
  readonly head_branch: string | null;
  /** Null for a fork that is gone. */
  readonly head_repository: { readonly full_name: string; readonly owner: { readonly login: string } } | null;
  readonly html_url: string;
}

export interface PullRequest {
  readonly number: number;
  readonly head: {
    readonly sha: string;
    readonly ref: string;
    readonly repo: { readonly full_name: string } | null;
  };
}

/**
 * The open pull request into the branch that still stands where the run began; undefined when there is none. GitHub says
 * it, never the run's own files. A run of a fork does not name its pull request, so it is found by where it comes from.
 */
export async function pullRequestOf(
  github: GitHub,
  run: Run,
  branch: string,
): Promise<PullRequest | undefined> {
  const { head_repository: from, head_branch: ref, head_sha: sha } = run;
  if (from === null || ref === null) return undefined;
  const head = encodeURIComponent(`${from.owner.login}:${ref}`);
  const open = await github.list<PullRequest>(
    `/pulls?state=open&base=${encodeURIComponent(branch)}&head=${head}`,
  );
  return open.find(
    ({ head }) => head.sha === sha && head.ref === ref && head.repo?.full_name === from.full_name,
  );
}

/** The latest run of each source's workflow for the head of a pull request. A source without one is left out. */
export async function latestRuns(
  github: GitHub,
  { head }: PullRequest,
  sources: readonly Source[],
): Promise<Map<Source, Run>> {
  const runs = await github.list<Run>(
    `/actions/runs?event=pull_request&head_sha=${head.sha}`,
    'workflow_runs',
  );
  const own = runs
    .filter(
      ({ head_branch: ref, head_repository: from }) =>
        ref === head.ref && from !== null && from.full_name === head.repo?.full_name,
    )
    .sort((a, b) => b.id - a.id);
  const isFork = head.repo?.full_name !== github.repository;
  const latest = new Map<Source, Run>();
  for (const source of sources.filter(({ ofForks }) => ofForks || !isFork)) {
    // GitHub may name the branch behind the file, after an @.
    const run = own.find(({ path }) => path.split('@')[0] === source.workflow);
    if (run !== undefined) latest.set(source, run);
  }
  return latest;
}
