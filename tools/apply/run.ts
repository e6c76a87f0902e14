import { join } from 'node:path';
import { StackProgress } from '../deploy/stack';
import { readCommit } from '../saved-plans/commit';
import { Planned, PlannedStack, readPlanned } from '../saved-plans/plan-record';
import { describeRefusal } from '../saved-plans/refusal';
import { findMoves } from '../saved-plans/staleness';
import { chooseStacks } from '../session/choose-stacks';
import { withProgress } from '../session/frame';
import { open, Opening } from '../session/open';
import { npmCommand, PlanCommand, withPlanLock } from '../session/plan-command';
import { INTERRUPTED } from '../support/interruption';
import { fetchPlans } from '../session/plan-store';
import { ToolError } from '../support/project';
import { shortPath } from '../support/short-path';
import { applyPlans, Outcomes } from './apply-plans';
import { currentState } from './current';
import { describeOutcomes } from './summary';

export const APPLIED = 0;
export const FAILED = 1;
/** Exit code when every plan that still held was applied, and some stack waits for a new plan. */
export const PLAN_AGAIN = 2;

/**
 * Applies the saved plans of an environment where the AWS environment points.
 *
 * @returns the exit code
 * @throws ToolError when there are no plans, or something moved that they rest on: nothing was applied then
 */
export async function apply(command: PlanCommand): Promise<number> {
  if (command.saved === undefined) readPlanned(command.folder, npmCommand('plan', command));
  return withPlanLock(command, () => applyInTurn(command));
}

async function applyInTurn(command: PlanCommand): Promise<number> {
  return withProgress(async ({ progress, signal }) => {
    const opening = await open('Applying', command, progress, signal);
    const outcomes = await applySaved(command, opening, progress.update);
    progress.end();
    const logs = shortPath(join(command.folder, 'logs'));
    console.log(`\n${describeOutcomes(outcomes, { again: npmCommand('plan', command), logs })}`);
    return exitCodeOf(outcomes, signal);
  });
}

/**
 * Applies the saved plans with the stacks as they are synthesized in the output folder.
 *
 * @throws ToolError that says what moved, when it is not what was planned: nothing was applied then
 */
export async function applySaved(
  command: PlanCommand,
  { session, caller }: Opening,
  onProgress: (progress: StackProgress) => void,
): Promise<Outcomes> {
  const { environment, outDir, folder } = command;
  const again = npmCommand('plan', command);
  const all = chooseStacks({ environment, outDir, stacks: [] });
  if (command.saved !== undefined) {
    const [stack] = all;
    if (stack !== undefined) await fetchPlans(command.saved, { folder, environment, stack, session });
  }
  const planned = readPlanned(folder, again);
  const stacks = stacksIn(planned, command, again);
  const now = await currentState(planned, stacks, { session, caller, folder, all });
  const moves = findMoves(planned, stacks, now);
  if (moves.length > 0) {
    throw new ToolError(describeRefusal(planned, moves, { commit: await readCommit(), again }));
  }
  return applyPlans(planned, stacks, { session, folder, all, onProgress });
}

/** Selects the planned stacks that the command asks for. */
function stacksIn(planned: Planned, { environment, stacks }: PlanCommand, again: string): PlannedStack[] {
  if (planned.environment !== environment) {
    throw new ToolError(
      `These are plans of ${planned.environment}, not of ${environment}. Plan first:\n\n  ${again}`,
    );
  }
  const missing = stacks.filter((name) => !planned.stacks.some((stack) => stack.name === name));
  if (missing.length > 0) {
    const names = planned.stacks.map(({ name }) => name).join(', ');
    throw new ToolError(
      `There is no plan of ${missing.join(', ')}, only of ${names}. Plan first:\n\n  ${again}`,
    );
  }
  return planned.stacks.filter(({ name }) => stacks.length === 0 || stacks.includes(name));
}

export function exitCodeOf(outcomes: Outcomes, signal?: AbortSignal): number {
  const statuses = [...outcomes.values()].map(({ status }) => status);
  if (signal?.aborted === true && statuses.some((each) => each === 'interrupted' || each === 'not begun')) {
    return INTERRUPTED;
  }
  if (statuses.includes('failed')) return FAILED;
  return statuses.includes('plan again') ? PLAN_AGAIN : APPLIED;
}
