import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readStacks, Stack, STATE_BACKEND, stacksOf } from '../deploy/graph';
import { createProgress } from '../deploy/progress';
import { table } from '../deploy/report';
import { Interrupted } from '../deploy/stack';
import { shortPath } from '../support/short-path';
import { ENDING, INTERRUPTED, watchInterruption } from '../support/interruption';
import { ToolError } from '../support/project';
import { describePlace } from './caller';
import { alone, npmCommand, PlanCommand, regionOf } from './command-line';
import { code } from './markdown';
import { open } from './opening';
import { Reader } from './reader';
import { planAndRecord } from './record';
import { renderReport, Report } from './report';
import { isChanged, isPlanned, StackPlan } from './stack-plan';
import { writeReport } from './write-report';

/** Exit codes, as of `terraform plan -detailed-exitcode`. */
export const UNCHANGED = 0;
export const FAILED = 1;
export const CHANGED = 2;

/**
 * Plans an environment where the AWS environment points, and writes the report.
 *
 * @returns the exit code
 * @throws ToolError when there is no such environment or stack, no credentials, or synthesis fails
 */
export async function plan(command: PlanCommand): Promise<number> {
  // Before anything is written.
  regionOf(command.environment);
  return alone(command, () => planInTurn(command));
}

async function planInTurn(command: PlanCommand): Promise<number> {
  const { environment, folder } = command;
  const progress = createProgress(process.stdout, process.env);
  const signal = watchInterruption((earlier) => {
    progress.note(earlier === 0 ? ENDING : 'Already ending.');
  });
  forgetEarlier(folder);
  try {
    const { session, caller } = await open('Planning', command, progress, signal);
    const chosen = choose(command);
    const plans = await planAndRecord(chosen, {
      session,
      caller,
      environment,
      isWhole: command.stacks.length === 0,
      folder,
      onProgress: (each) => {
        progress.update(each);
      },
    });
    progress.end();
    const notes = [
      `Planned in ${code(describePlace(caller))}.`,
      ...(command.stacks.length === 0
        ? []
        : ['Only some stacks were planned: what the others are about to do is not in here.']),
    ];
    const report = renderReport(plans, { title: `Plan of ${environment}`, notes });
    writeReport(folder, report);
    console.log(`\n${summary(plans, report, command)}`);
    if (!plans.every(isPlanned)) return FAILED;
    return plans.some(isChanged) ? CHANGED : UNCHANGED;
  } catch (error) {
    if (signal.aborted || error instanceof Interrupted) return INTERRUPTED;
    throw error;
  }
}

/**
 * The stacks to plan, in order. That of the state backend is the account's, and no environment's.
 *
 * @throws ToolError that lists the stacks when there is no such one
 */
export function choose({ environment, stacks, outDir }: Omit<PlanCommand, 'folder'>): Stack[] {
  const all = stacksOf(environment, readStacks(outDir)).filter(({ name }) => name !== STATE_BACKEND);
  const unknown = stacks.filter((name) => !all.some((stack) => stack.name === name));
  if (unknown.length > 0) {
    const names = all.map(({ name }) => name).join(', ');
    throw new ToolError(`${environment} has no stack ${unknown.join(', ')}, only ${names}.`);
  }
  return stacks.length === 0 ? all : all.filter(({ name }) => stacks.includes(name));
}

/** Removes the plans of an earlier run: nobody shall take one of them for a new one. */
function forgetEarlier(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (/\.(tfplan|json)$|^(report|comment)\.md$/.test(name)) rmSync(join(folder, name));
  }
}

function summary(plans: readonly StackPlan[], { headline, rows }: Report, command: PlanCommand): string {
  const { secrets } = new Reader(plans);
  const problems = plans.flatMap(({ stack, problem }) =>
    problem === undefined
      ? []
      : [`${stack} could not be planned. Terraform says:\n\n${secrets.hideInWords(problem)}\n`],
  );
  const isApplicable = plans.some((plan) => isPlanned(plan) && isChanged(plan));
  return [
    table(rows),
    '',
    ...problems,
    headline,
    '',
    `The report: ${shortPath(join(command.folder, 'report.md'))}`,
    ...(isApplicable ? [`To apply these plans: ${npmCommand('apply', command)}`] : []),
  ].join('\n');
}
