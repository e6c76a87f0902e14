import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { shortPath } from '../support/short-path';
import { describeCommit, readCommit } from '../saved-plans/commit';
import { isChanged, isPlanned } from '../plan-report/stack-plan';
import { configurationsOf } from '../deploy/configurations';
import { impactOf } from '../reach/impact';
import { Work, withProgress } from '../session/frame';
import { summary } from '../session/summary';
import { writeReport } from '../session/write-report';
import { projectRoot } from '../support/project';
import { previewChange } from './change';
import { chooseConcerned, compareStacks, isSame } from './compare';
import { commitsAhead, resolveBase } from './git';
import { describeBase, renderPreview, renderUnchanged, Transition } from './preview-report';
import { synthesizeBoth } from './synthesize-both';
import { describeWithoutSource } from './without-source';
import { withWorkspace, Workspace } from './workspace';

export interface PreviewCommand {
  /** A git ref as a person types it, such as `origin/main`. */
  readonly base: string;
  /** Name of the environment, such as `dev`. */
  readonly environment: string;
}

/** Exit codes, as of `terraform plan -detailed-exitcode`. */
const UNCHANGED = 0;
const FAILED = 1;
const CHANGED = 2;

/** Tells whether a variable says which account, or with which credentials; those of the SDK itself stay. */
const ofAnAccount = (name: string): boolean => name.startsWith('AWS_') && !name.startsWith('AWS_SDK_');

/**
 * Shows what merging the working tree would do to an environment that stands at the base.
 *
 * @returns the exit code
 * @throws ToolError when there is no such ref or environment, or the base does not synthesize or cannot be deployed
 */
export async function preview(command: PreviewCommand): Promise<number> {
  // For all that this process starts, the code of base and working tree among it.
  for (const name of Object.keys(process.env).filter(ofAnAccount)) Reflect.deleteProperty(process.env, name);
  const folder = join(projectRoot, 'previews', command.environment);
  return withProgress((work) =>
    withWorkspace(command.environment, async (workspace) => {
      // Nobody shall take an earlier report for that of a preview that failed.
      rmSync(folder, { recursive: true, force: true });
      try {
        const exitCode = await previewInto(folder, await findTransition(command), workspace, work);
        if (exitCode === FAILED) keepLogs(workspace, folder);
        return exitCode;
      } catch (error) {
        if (!work.signal.aborted) keepLogs(workspace, folder);
        throw error;
      }
    }),
  );
}

/** Resolves the base and the working tree, and says what is previewed. */
async function findTransition({ base: ref, environment }: PreviewCommand): Promise<Transition> {
  const base = await resolveBase(ref);
  const [head, ahead] = await Promise.all([readCommit(), commitsAhead(base)]);
  console.log(
    `Previewing ${environment} on an emulator of its own on this machine, at 127.0.0.1: no AWS account is asked. ` +
      `From ${describeBase(base)} to the working tree, ${describeCommit(head)}.`,
  );
  return { environment, base, head, ahead };
}

async function previewInto(
  folder: string,
  transition: Transition,
  workspace: Workspace,
  work: Work,
): Promise<number> {
  const { base, tree, goneElsewhere } = await synthesizeBoth(
    transition.base,
    transition.environment,
    workspace,
    work.signal,
  );
  const comparison = compareStacks(base, tree);
  if (isSame(comparison)) {
    const report = renderUnchanged(transition, tree.length);
    writeReport(folder, report);
    console.log(report.headline);
    return UNCHANGED;
  }
  const { concerned, leftOut } = chooseConcerned(tree, comparison);
  const { plans, isKept } =
    concerned.length === 0
      ? { plans: [], isKept: false }
      : await previewChange(transition, base, concerned, workspace, work);
  const report = renderPreview(plans, {
    transition,
    isKept,
    leftOut: leftOut.map(({ name }) => name),
    withoutSource: describeWithoutSource(
      [...comparison.removed, ...goneElsewhere],
      tree.filter(({ name }) => comparison.added.includes(name)),
      transition.base,
    ),
    impact: impactOf(
      transition.environment,
      configurationsOf(workspace.baseOut, transition.environment).own,
      configurationsOf(workspace.treeOut, transition.environment).own,
    ),
  });
  writeReport(folder, report);
  // Terraform's texts: a plan that was applied is gone, and one that failed holds secrets.
  const isText = (file: string): boolean => !file.endsWith('.tfplan');
  if (existsSync(workspace.plans)) cpSync(workspace.plans, folder, { recursive: true, filter: isText });
  console.log(summary(plans, report, join(folder, 'report.md')));
  if (!plans.every((plan) => isPlanned(plan) && plan.applyProblem === undefined)) return FAILED;
  return plans.some(isChanged) || comparison.removed.length > 0 ? CHANGED : UNCHANGED;
}

function keepLogs({ home }: Workspace, folder: string): void {
  const [from, to] = [join(home, 'logs'), join(folder, 'logs')];
  if (!existsSync(from)) return;
  mkdirSync(folder, { recursive: true });
  // What Terraform says is not masked.
  mkdirSync(to, { mode: 0o700 });
  cpSync(from, to, { recursive: true });
  console.error(`Terraform's logs are in ${shortPath(to)}.`);
}
