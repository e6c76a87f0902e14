import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ProgressView } from '../../tools/deploy/progress';
import { previewChange } from '../../tools/preview/change';
import { chooseConcerned, compareStacks } from '../../tools/preview/compare';
import { resolveBase } from '../../tools/preview/git';
import { synthesizeBoth } from '../../tools/preview/synthesize-both';
import { withWorkspace } from '../../tools/preview/workspace';
import { StackPlan } from '../../tools/plan-report/stack-plan';
import { projectRoot } from '../../tools/support/project';
import { compareWithNotes } from '../support/release-notes';

// A base that was never deployed here takes as long as npm start.
jest.setTimeout(1_800_000);

const NEVER = new AbortController().signal;

/** The last release; until there is one, the parent of the change. */
function lastRelease(): string {
  const tags = execFileSync('git', ['tag', '--merged', 'HEAD', '--sort=-version:refname', 'v*'], {
    cwd: projectRoot,
    encoding: 'utf8',
  });
  return tags.split('\n')[0] || 'HEAD^';
}

/** The working tree over the last release, stack by stack, each applied before the next is planned. */
async function upgrade(): Promise<readonly StackPlan[]> {
  const base = await resolveBase(lastRelease());
  return withWorkspace('upgrade', async (workspace) => {
    const { base: standing, tree } = await synthesizeBoth(base, 'dev', workspace, NEVER);
    const { concerned } = chooseConcerned(tree, compareStacks(standing, tree));
    if (concerned.length === 0) return [];
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
