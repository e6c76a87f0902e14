import { loadRepository } from '../../../src/config/repository';
import { ToolError } from '../../support/project';
import { GitHub } from '../api';

/** What a job of a deployment is about to do. */
export const TASKS = ['plan', 'apply'] as const;
export type Task = (typeof TASKS)[number];

/** The run that the job is of, as GitHub tells its steps. */
export interface Attempt {
  /** 1 for a new run. */
  readonly number: number;
  /** The commit that it deploys. */
  readonly sha: string;
}

const NEW_RUN = 'Actions, deploy, Run workflow';

/**
 * Whether a run may go on to deploy. Two things would otherwise go unseen:
 *
 * - A job that is started again may pass the rules of an environment that passed in the attempt before. A plan that it
 *   made anew would be applied, and nobody approved it.
 * - A run keeps its commit, and GitHub does not promise the order of those that wait. An old one behind a newer would take
 *   back what the newer brought. Nothing comes between a plan and its apply but a restart: only an apply that is started
 *   again has to ask, too.
 *
 * @throws ToolError that says how to go on
 * @see https://docs.github.com/en/actions/how-tos/manage-workflow-runs/re-run-workflows-and-jobs
 * @see https://docs.github.com/en/rest/git/refs#get-a-reference
 */
export async function checkMayDeploy(github: GitHub, task: Task, attempt: Attempt): Promise<void> {
  const isNew = attempt.number === 1;
  if (task === 'plan' && !isNew) throw new ToolError(`Plans are made in new runs only: ${NEW_RUN}.`);
  if (task === 'apply' && isNew) return;
  const { branch } = loadRepository();
  const { object } = await github.get<{ object: { sha: string } }>(`/git/ref/heads/${branch}`);
  if (object.sha !== attempt.sha) {
    throw new ToolError(
      `${branch} went on to ${object.sha.slice(0, 10)}, and this run is of ${attempt.sha.slice(0, 10)}: it would take back what came since. ` +
        `The newer commit has a run of its own; otherwise: ${NEW_RUN}.`,
    );
  }
}
