import { Applied } from './applied';
import { readStacks, Stack, stacksOf } from './graph';
import { schedule } from './schedule';
import { Session } from './session';
import { changeStack, StackProgress, StackReport } from './stack';
import { collect, RunReport } from './run-report';
import { pushStandIns } from './stand-in-images';

export interface DeployOptions {
  readonly session: Session;
  /** Name of the environment, such as `dev`. */
  readonly environment: string;
  readonly onProgress?: (progress: StackProgress) => void;
  /** Stacks that are changed at once. Most of the time each one waits for the provider. @default 4 */
  readonly parallel?: number;
  /** Record of what was last applied; with it, unchanged stacks are not planned. */
  readonly applied?: Applied;
}

/**
 * Applies the state backend and every stack of the environment, independent ones side by side. Stacks that are as they
 * should be stay untouched.
 *
 * @throws ToolError when there is no such environment; failures of stacks are in the report
 */
export async function up({ environment, ...options }: DeployOptions): Promise<RunReport> {
  return applyStacks(stacksOf(environment, readStacks(options.session.outDir)), options);
}

/**
 * Applies these stacks, independent ones side by side.
 *
 * @param stacks with all that they depend on; failures of theirs are in the report
 */
export async function applyStacks(
  stacks: readonly Stack[],
  { session, onProgress, parallel = 4, applied }: Omit<DeployOptions, 'environment'>,
): Promise<RunReport> {
  const tell = onProgress ?? (() => undefined);
  for (const { name } of stacks) tell({ stack: name, phase: 'waiting', done: 0, total: 0 });
  const apply = async (stack: Stack, ready: () => void): Promise<StackReport> => {
    await pushStandIns(stack, session);
    const unchanged = await applied?.unchanged(stack);
    if (unchanged !== undefined) {
      tell({ stack: stack.name, phase: 'done', done: 0, total: 0 });
      return unchanged;
    }
    const changed = await changeStack('apply', stack, session, { onProgress: tell, ready });
    applied?.changed(changed);
    return changed;
  };
  const report = collect(await schedule(stacks, apply, { limit: parallel, signal: session.signal }), tell);
  await applied?.note(stacks, report.stacks);
  return report;
}
