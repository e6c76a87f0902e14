import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stack } from '../deploy/graph';
import { createProgress } from '../deploy/progress';
import { table } from '../deploy/report';
import { Session } from '../deploy/session';
import { Interrupted, StackProgress } from '../deploy/stack';
import { shortPath } from '../support/short-path';
import { ENDING, INTERRUPTED, watchInterruption } from '../support/interruption';
import { describePlace } from '../plan/caller';
import { alone, npmCommand, PlanCommand, regionOf } from '../plan/command-line';
import { code } from '../plan/markdown';
import { open } from '../plan/opening';
import { planStacks } from '../plan/plan-stack';
import { Reader } from '../plan/reader';
import { choose } from '../plan/run';
import { isPlanned, StackPlan } from '../plan/stack-plan';
import { forgetFindings, writeFindings } from './findings';
import { DriftReport, renderDrift } from './report';

export const NO_DRIFT = 0;
export const FAILED = 1;
export const DRIFT = 2;

/**
 * Looks for what was changed outside Terraform, and writes the report.
 *
 * @returns the exit code
 * @throws ToolError when there is no such environment or stack, no credentials, or synthesis fails
 */
export async function drift(command: PlanCommand): Promise<number> {
  // Before anything is written.
  regionOf(command.environment);
  return alone(command, () => driftInTurn(command));
}

async function driftInTurn(command: PlanCommand): Promise<number> {
  const { environment, folder } = command;
  const progress = createProgress(process.stdout, process.env);
  const signal = watchInterruption((earlier) => {
    progress.note(earlier === 0 ? ENDING : 'Already ending.');
  });
  forgetFindings(folder);
  try {
    const { session, caller } = await open('Looking for drift of', command, progress, signal);
    const plans = await findDriftOf(choose(command), session, folder, (each) => {
      progress.update(each);
    });
    progress.end();
    const notes = [
      `Looked at in ${code(describePlace(caller))}, from what the states have to what there is.`,
      `\`${npmCommand('plan', command)}\` shows all that would be done.`,
    ];
    const isWhole = command.stacks.length === 0;
    const report = renderDrift(plans, { title: `Drift of ${environment}`, notes, isWhole });
    const file = join(folder, 'drift.md');
    writeFileSync(file, report.text);
    writeFindings(folder, {
      format: 1,
      environment,
      place: describePlace(caller),
      isWhole,
      stacks: report.findings,
    });
    console.log(`\n${summary(plans, report, command, file)}`);
    return exitCodeOf(plans, report);
  } catch (error) {
    if (signal.aborted || error instanceof Interrupted) return INTERRUPTED;
    throw error;
  }
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
    return await planStacks(stacks, { session, folder: scratch, onProgress });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

export function exitCodeOf(plans: readonly StackPlan[], { hasDrift }: DriftReport): number {
  if (!plans.every(isPlanned)) return FAILED;
  return hasDrift ? DRIFT : NO_DRIFT;
}

function summary(
  plans: readonly StackPlan[],
  { headline, rows, hasTakenBack }: DriftReport,
  command: PlanCommand,
  file: string,
): string {
  const { secrets } = new Reader(plans);
  const problems = plans.flatMap(({ stack, problem }) =>
    problem === undefined
      ? []
      : [`${stack} could not be looked at. Terraform says:\n\n${secrets.hideInWords(problem)}\n`],
  );
  return [
    table(rows),
    '',
    ...problems,
    headline,
    '',
    `The report: ${shortPath(file)}`,
    ...(hasTakenBack
      ? [`To take it back: ${npmCommand('plan', command)}, then ${npmCommand('apply', command)}`]
      : []),
  ].join('\n');
}
