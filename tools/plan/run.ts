import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { configurationsOf } from '../deploy/configurations';
import { Impact, impactOf } from '../reach/impact';
import { configurationsBefore } from '../model/terraform/before';
import { code } from '../plan-report/markdown';
import { renderReport } from '../plan-report/report';
import { isChanged, isPlanned, StackPlan } from '../plan-report/stack-plan';
import { describePlace } from '../session/caller';
import { chooseStacks } from '../session/choose-stacks';
import { withProgress } from '../session/frame';
import { open } from '../session/open';
import { npmCommand, PlanCommand, withPlanLock } from '../session/plan-command';
import { summary } from '../session/summary';
import { writeReport } from '../session/write-report';
import { NAME_FILE, savePlans } from '../session/plan-store';
import { planAndRecord } from './record';

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
  return withPlanLock(command, () => planInTurn(command));
}

async function planInTurn(command: PlanCommand): Promise<number> {
  const { environment, folder } = command;
  forgetEarlier(folder);
  return withProgress(async ({ progress, signal }) => {
    const { session, caller } = await open('Planning', command, progress, signal);
    const chosen = chooseStacks(command);
    const plans = await planAndRecord(chosen, {
      session,
      caller,
      environment,
      isWhole: command.stacks.length === 0,
      folder,
      onProgress: progress.update,
    });
    progress.end();
    const impact = impactOfPlans(plans, command);
    const notes = [
      `Planned in ${code(describePlace(caller))}.`,
      ...(command.stacks.length === 0
        ? []
        : ['Only some stacks were planned: changes of the others are not in this report.']),
      ...impact.notes,
    ];
    const report = renderReport(plans, { title: `Plan of ${environment}`, ...impact, notes });
    writeReport(folder, report);
    const isApplicable = plans.some((plan) => isPlanned(plan) && isChanged(plan));
    const wayOn = isApplicable ? [`To apply these plans: ${npmCommand('apply', command)}`] : [];
    console.log(summary(plans, report, join(folder, 'report.md'), ...wayOn));
    if (!plans.every(isPlanned)) return FAILED;
    if (!plans.some(isChanged)) return UNCHANGED;
    const [stack] = chosen;
    if (command.isSaved === true && stack !== undefined) {
      const name = await savePlans({ folder, environment, stack, session });
      console.log(`Saved in the state bucket, for a day, as ${name}`);
    }
    return CHANGED;
  });
}

/** Impact of all plans together on what is deployed, drift taken back with it. */
function impactOfPlans(plans: readonly StackPlan[], { environment, outDir }: PlanCommand): Impact {
  if (!plans.some(isChanged)) return { notes: [], sections: [] };
  const { own } = configurationsOf(outDir, environment);
  const changes = Object.fromEntries(plans.map(({ stack, plan }) => [stack, plan?.resource_changes ?? []]));
  return impactOf(environment, configurationsBefore(own, changes), own);
}

/** Removes the plans of an earlier run: nobody shall take one of them for a new one. */
function forgetEarlier(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (name === NAME_FILE || /\.(tfplan|json|txt)$|^(report|comment)\.md$/.test(name))
      rmSync(join(folder, name));
  }
}
