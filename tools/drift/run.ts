import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isOfAccount, Stack } from '../deploy/graph';
import { planStacks } from '../deploy/plan-stack';
import { Session } from '../deploy/session';
import { StackProgress } from '../deploy/stack';
import { code } from '../plan-report/markdown';
import { StackPlan } from '../plan-report/stack-plan';
import { describePlace } from '../session/caller';
import { chooseStacks } from '../session/choose-stacks';
import { withProgress } from '../session/frame';
import { open } from '../session/open';
import { npmCommand, PlanCommand, withPlanLock } from '../session/plan-command';
import { summary } from '../session/summary';
import { DriftReport, isLookedAt, renderDrift } from './report';
import { rollbackNotes } from './rollbacks';

export const NO_DRIFT = 0;
export const FAILED = 1;
export const DRIFT = 2;

const OF_ACCOUNT =
  'Stacks of the account are applied by an administrator: docs/runbooks/account.md says how.';

/**
 * Looks for what was changed outside Terraform, and writes the report.
 *
 * @returns the exit code
 * @throws ToolError when there is no such environment or stack, no credentials, or synthesis fails
 */
export async function drift(command: PlanCommand): Promise<number> {
  return withPlanLock(command, () => driftInTurn(command));
}

async function driftInTurn(command: PlanCommand): Promise<number> {
  const { environment, folder } = command;
  const file = join(folder, 'drift.md');
  // Nobody shall take the report of an earlier run for that of one that failed.
  rmSync(file, { force: true });
  return withProgress(async ({ progress, signal }) => {
    const { session, caller } = await open('Looking for drift of', command, progress, signal);
    const stacks = chooseStacks(command, true);
    const plans = await findDriftOf(stacks, session, folder, progress.update);
    progress.end();
    const rollbacks = await rollbackNotes(stacks, session, plans);
    const notes = [
      ...rollbacks,
      `Looked at in ${code(describePlace(caller))}. To revert what was changed, \`${npmCommand('plan', command)}\` and apply that; to keep it, change the source.`,
      ...(stacks.some(({ name }) => isOfAccount(name)) ? [OF_ACCOUNT] : []),
    ];
    const isWhole = command.stacks.length === 0;
    const report = renderDrift(plans, { title: `Drift of ${environment}`, notes, isWhole });
    writeFileSync(file, report.text);
    const wayOn = report.isReverted
      ? [
          `To revert it: ${npmCommand('plan', command)}, then ${npmCommand('apply', command)}`,
          ...(plans.some(({ stack }) => isOfAccount(stack)) ? [OF_ACCOUNT] : []),
        ]
      : [];
    for (const note of rollbacks) console.log(`\n${note}`);
    console.log(summary(plans, report, file, ...wayOn));
    return exitCodeOf(plans, report);
  });
}

/**
 * Looks at the stacks as they are synthesized, and changes nothing, not even a saved plan.
 *
 * @throws Interrupted when the session's signal fired
 */
export async function findDriftOf(
  stacks: readonly Stack[],
  session: Session,
  folder: string,
  onProgress: (progress: StackProgress) => void,
): Promise<StackPlan[]> {
  const scratch = mkdtempSync(join(folder, 'drift-'));
  try {
    return await planStacks(stacks, { session, folder: scratch, onProgress, isDetailed: true });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

export function exitCodeOf(plans: readonly StackPlan[], { hasDrift }: DriftReport): number {
  if (!plans.every(isLookedAt)) return FAILED;
  return hasDrift ? DRIFT : NO_DRIFT;
}
