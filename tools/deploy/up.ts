import { readStacks, Stack, STATE_BACKEND, stacksOf } from './graph';
import { schedule } from './schedule';
import { Session } from './session';
import { changeStack, StackProgress, StackReport } from './stack';
import { collect, RunReport } from './run-report';

export interface DeployOptions {
  readonly session: Session;
  /** Such as `dev`. */
  readonly environment: string;
  readonly onProgress?: (progress: StackProgress) => void;
  /** Stacks that are changed at once. Most of the time each one waits for the provider. @default 4 */
  readonly parallel?: number;
}

/**
 * What the stacks behind one need not wait for. The provider watches new lifecycle rules for 55 s, and no state needs
 * them; a stack whose outputs others read has no such list, as outputs are published at its very end.
 */
const READY_WITHOUT: Readonly<Record<string, ReadonlySet<string>>> = {
  [STATE_BACKEND]: new Set(['aws_s3_bucket_lifecycle_configuration']),
};

/**
 * Applies the state backend and every stack of the environment, independent ones side by side. Stacks that are as they
 * should be stay untouched.
 *
 * @throws ToolError when there is no such environment; failures of stacks are in the report
 */
export async function up({
  session,
  environment,
  onProgress,
  parallel = 4,
}: DeployOptions): Promise<RunReport> {
  const stacks = stacksOf(environment, readStacks(session.outDir));
  const tell = onProgress ?? (() => undefined);
  for (const { name } of stacks) tell({ stack: name, phase: 'waiting', done: 0, total: 0 });
  const apply = (stack: Stack, ready: () => void): Promise<StackReport> => {
    const readyWithout = READY_WITHOUT[stack.name];
    const early = readyWithout === undefined ? {} : { ready, readyWithout };
    return changeStack('apply', stack, session, { onProgress: tell, ...early });
  };
  return collect(await schedule(stacks, apply, { limit: parallel, signal: session.signal }), tell);
}
