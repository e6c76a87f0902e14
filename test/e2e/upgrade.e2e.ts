import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Applied } from '../../tools/deploy/applied';
import { Stack } from '../../tools/deploy/graph';
import { ProgressView } from '../../tools/deploy/progress';
import { Session } from '../../tools/deploy/session';
import { changeStack } from '../../tools/deploy/stack';
import { applyStacks } from '../../tools/deploy/up';
import { previewChange } from '../../tools/preview/change';
import { chooseConcerned, compareStacks } from '../../tools/preview/compare';
import { resolveBase } from '../../tools/preview/git';
import { previewStacks } from '../../tools/preview/preview-stacks';
import { synthesizeBoth } from '../../tools/preview/synthesize-both';
import { withWorkspace, Workspace } from '../../tools/preview/workspace';
import { StackPlan } from '../../tools/plan-report/stack-plan';
import { projectRoot } from '../../tools/support/project';
import { compareWithNotes } from '../support/release-notes';
import { deployedWorld, trustProvider } from './world';

// A base that no way leads back to takes as long as npm start.
jest.setTimeout(1_800_000);

const NEVER = new AbortController().signal;
const onProgress = (): void => undefined;

/** The last release; until there is one, the parent of the change. */
function lastRelease(): string {
  const tags = execFileSync('git', ['tag', '--merged', 'HEAD', '--sort=-version:refname', 'v*'], {
    cwd: projectRoot,
    encoding: 'utf8',
  });
  return tags.split('\n')[0] || 'HEAD^';
}

/**
 * Makes a copy of the deployed working tree into the deployed base, since most stacks are the same. No way leads back from a
 * version of the database, among others: the base's migration refuses a history that names a version it has not.
 *
 * @param added stacks that only the working tree has
 * @returns a session with the stacks of the working tree; undefined where no way leads back
 */
async function goBack(
  standing: readonly Stack[],
  added: readonly Stack[],
  { baseOut, treeOut }: Workspace,
): Promise<Session | undefined> {
  for (const outDir of [baseOut, treeOut]) trustProvider(outDir);
  const { session: deployed } = (await deployedWorld('dev', { runsSystem: true })).world;
  const session = { ...deployed, outDir: treeOut };
  try {
    for (const stack of added.toReversed()) await changeStack('destroy', stack, session, { onProgress });
  } catch {
    return undefined;
  }
  const before = { ...deployed, outDir: baseOut };
  const { succeeded } = await applyStacks(standing, { session: before, applied: new Applied(before) });
  return succeeded ? session : undefined;
}

/** The working tree over the last release, stack by stack, each applied before the next is planned. */
async function upgrade(): Promise<readonly StackPlan[]> {
  const base = await resolveBase(lastRelease());
  return withWorkspace('upgrade', async (workspace) => {
    const { base: standing, tree } = await synthesizeBoth(base, 'dev', workspace, NEVER);
    const comparison = compareStacks(standing, tree);
    const { concerned } = chooseConcerned(tree, comparison);
    if (concerned.length === 0) return [];
    const added = tree.filter(({ name }) => comparison.added.includes(name));
    const session = await goBack(standing, added, workspace);
    if (session !== undefined)
      return previewStacks(concerned, { session, folder: workspace.plans, onProgress });
    const transition = { environment: 'dev', base, head: undefined, ahead: undefined };
    const work = { progress: new ProgressView(process.stdout), signal: NEVER };
    return (await previewChange(transition, standing, concerned, workspace, work)).plans;
  });
}

test('an upgrade succeeds, and replaces or destroys of what holds data or takes traffic what CHANGELOG.md names', async () => {
  const plans = await upgrade();
  const failed = plans.filter((plan) => (plan.problem ?? plan.applyProblem ?? plan.blockedBy) !== undefined);
  expect(failed.map(({ stack, problem, applyProblem }) => [stack, problem, applyProblem])).toEqual([]);
  const notes = readFileSync(join(projectRoot, 'CHANGELOG.md'), 'utf8');
  expect(compareWithNotes(plans, notes)).toEqual({ unnamed: [], untrue: [] });
});
