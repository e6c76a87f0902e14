import { mkdirSync, rmSync } from 'node:fs';
import { applyPlan } from '../deploy/apply-plan';
import { Stack } from '../deploy/graph';
import { schedule } from '../deploy/schedule';
import { Session } from '../deploy/session';
import { Interrupted, StackProgress } from '../deploy/stack';
import { StackFailure } from '../deploy/stack-failure';
import { planStack } from '../deploy/plan-stack';
import { applySteps, hasChanges } from '../plan-report/actions';
import { isPlanned, StackPlan } from '../plan-report/stack-plan';
import { planFile } from '../saved-plans/plan-record';
import { ToolError } from '../support/project';
import { withLimits } from './emulator-limits';

export interface PreviewOptions {
  readonly session: Session;
  /** The folder for plans. */
  readonly folder: string;
  readonly onProgress: (progress: StackProgress) => void;
  /** Stacks that are worked on at once: the provider takes half a gigabyte each. @default 2 */
  readonly parallel?: number;
}

/**
 * Plans each stack behind the apply of those that it depends on, and applies that very plan: so each plan sees what the
 * stacks before it really put out. What is behind a stack that fails is not looked at; the others go on.
 *
 * @param stacks each behind those it depends on
 * @throws Interrupted when the session's signal fired
 */
export async function previewStacks(stacks: readonly Stack[], options: PreviewOptions): Promise<StackPlan[]> {
  const { session, folder, onProgress, parallel = 2 } = options;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const names = new Set(stacks.map(({ name }) => name));
  /** The stacks that failed, by each stack that therefore did not come about, themselves among them. */
  const failures = new Map<string, readonly string[]>();
  for (const { name } of stacks) onProgress({ stack: name, phase: 'waiting', done: 0, total: 0 });

  const run = async ({ stack }: { stack: Stack }): Promise<StackPlan> => {
    const { name, dependencies } = stack;
    const blockedBy = [...new Set(dependencies.flatMap((each) => failures.get(each) ?? []))];
    if (blockedBy.length > 0) {
      failures.set(name, blockedBy);
      onProgress({ stack: name, phase: 'not started', done: 0, total: 0 });
      return { stack: name, dependencies, blockedBy };
    }
    const plan = await planAndApply(stack, options);
    if (!isPlanned(plan) || plan.applyProblem !== undefined) failures.set(name, [name]);
    return plan;
  };
  const jobs = stacks.map((stack) => ({
    name: stack.name,
    dependencies: stack.dependencies.filter((name) => names.has(name)),
    stack,
  }));
  const outcomes = await schedule(jobs, run, { limit: parallel, signal: session.signal });
  return [...outcomes.values()].map((outcome) => {
    if (outcome.status === 'failed') throw outcome.error;
    if (outcome.status === 'skipped') throw new Interrupted('the preview was interrupted');
    return outcome.result;
  });
}

async function planAndApply(stack: Stack, options: PreviewOptions): Promise<StackPlan> {
  const { session, folder, onProgress } = options;
  const file = planFile(folder, stack.name);
  const planned = await planStack(stack, {
    ...options,
    isBehindOthers: true,
    // With the plan it is not done yet.
    onProgress: (progress) => {
      if (progress.phase !== 'done') onProgress(progress);
    },
  });
  const { plan } = planned;
  try {
    if (plan === undefined || !isPlanned(planned)) return planned;
    if (!hasChanges(plan)) {
      onProgress({ stack: stack.name, phase: 'done', done: 0, total: 0 });
      return planned;
    }
    await applyPlan(stack, { session, file, total: applySteps(plan), onProgress, onBegin: () => undefined });
    return planned;
  } catch (error) {
    if (!(error instanceof StackFailure || error instanceof ToolError)) throw error;
    return { ...planned, applyProblem: withLimits(error.message) };
  } finally {
    rmSync(file, { force: true });
  }
}
