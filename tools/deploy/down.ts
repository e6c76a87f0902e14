import { readStacks, reverseStacks, STATE_BACKEND, stacksOf } from './graph';
import { collect, RunReport } from './run-report';
import { schedule } from './schedule';
import { changeStack } from './stack';
import { DeployOptions } from './up';

/**
 * Destroys every stack of the environment, those first on which no other depends. The state backend stays: it is
 * protected, and other environments may have their states in it.
 *
 * @throws ToolError when there is no such environment; failures of stacks are in the report
 */
export async function down({
  session,
  environment,
  onProgress,
  parallel = 4,
}: DeployOptions): Promise<RunReport> {
  const stacks = stacksOf(environment, readStacks(session.outDir))
    .filter(({ name }) => name !== STATE_BACKEND)
    .map((stack) => ({
      ...stack,
      dependencies: stack.dependencies.filter((name) => name !== STATE_BACKEND),
    }));
  const tell = onProgress ?? (() => undefined);
  const reversed = reverseStacks(stacks);
  for (const { name } of reversed) tell({ stack: name, phase: 'waiting', done: 0, total: 0 });
  const outcomes = await schedule(
    reversed,
    (stack) => changeStack('destroy', stack, session, { onProgress: tell }),
    { limit: parallel, signal: session.signal },
  );
  return collect(outcomes, tell);
}
