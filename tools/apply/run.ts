import { join } from 'node:path';
import { createProgress } from '../deploy/progress';
import { shortPath } from '../support/short-path';
import { ENDING, INTERRUPTED, watchInterruption } from '../support/interruption';
import { ToolError } from '../support/project';
import { alone, npmCommand, PlanCommand, regionOf } from '../plan/command-line';
import { readCommit } from '../plan/commit';
import { open, Opening } from '../plan/opening';
import { Planned, PlannedStack, readPlanned } from '../plan/planned';
import { choose } from '../plan/run';
import { applyPlans, Fates } from './apply-plans';
import { findMoves } from './check';
import { lookAround } from './look';
import { describeRefusal } from './refusal';
import { describeFates } from './summary';
import { StackProgress } from '../deploy/stack';

export const APPLIED = 0;
export const FAILED = 1;
/** What held was applied, and something waits for a new plan. */
export const PLAN_AGAIN = 2;

/**
 * Applies the saved plans of an environment where the AWS environment points.
 *
 * @returns the exit code
 * @throws ToolError when there are no plans, or something moved that they rest on: nothing was applied then
 */
export async function apply(command: PlanCommand): Promise<number> {
  // Before anything is written.
  regionOf(command.environment);
  readPlanned(command.folder, npmCommand('plan', command));
  return alone(command, () => applyInTurn(command));
}

async function applyInTurn(command: PlanCommand): Promise<number> {
  const progress = createProgress(process.stdout, process.env);
  const signal = watchInterruption((earlier) => {
    progress.note(earlier === 0 ? ENDING : 'Already ending.');
  });
  try {
    const opening = await open('Applying', command, progress, signal);
    const fates = await applySaved(command, opening, (each) => {
      progress.update(each);
    });
    progress.end();
    const logs = shortPath(join(command.folder, 'logs'));
    console.log(`\n${describeFates(fates, { again: npmCommand('plan', command), logs })}`);
    return exitCodeOf(fates, signal);
  } catch (error) {
    if (signal.aborted) return INTERRUPTED;
    throw error;
  }
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
): Promise<Fates> {
  const { environment, outDir, folder } = command;
  const again = npmCommand('plan', command);
  const planned = readPlanned(folder, again);
  const stacks = stacksIn(planned, command, again);
  const all = choose({ environment, outDir, stacks: [] });
  const now = await lookAround(planned, stacks, { session, caller, folder, all });
  const moves = findMoves(planned, stacks, now);
  if (moves.length > 0) {
    throw new ToolError(describeRefusal(planned, moves, { commit: await readCommit(), again }));
  }
  return applyPlans(planned, stacks, { session, folder, all, onProgress });
}

/** Those of the planned stacks that are asked for. */
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

export function exitCodeOf(fates: Fates, signal?: AbortSignal): number {
  const statuses = [...fates.values()].map(({ status }) => status);
  if (signal?.aborted === true && statuses.some((each) => each === 'interrupted' || each === 'not begun')) {
    return INTERRUPTED;
  }
  if (statuses.includes('failed')) return FAILED;
  return statuses.includes('plan again') ? PLAN_AGAIN : APPLIED;
}
