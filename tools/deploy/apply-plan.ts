import { ensureInit } from './init';
import { runApply } from './run-apply';
import { lockTimeout, logFile, Session } from './session';
import { Interrupted, Phase, StackProgress } from './stack';
import { StackFailure } from './stack-failure';
import { pushStandIns } from './stand-in-images';
import { Tally } from './tally';
import { Stack } from './graph';
import { Changes } from '../terraform/events';

export interface ApplyPlanOptions {
  readonly session: Session;
  /** The plan file. */
  readonly file: string;
  /** Changes that it makes, a replacement being two. */
  readonly total: number;
  readonly onProgress: (progress: StackProgress) => void;
  /** Callback for the first change: from then on the plan is used up. */
  readonly onBegin: () => void;
}

/**
 * Applies a saved plan, after an init where one is needed: exactly that plan, or nothing when the state has moved.
 *
 * @throws StackFailure with what Terraform said
 * @throws Interrupted when the session's signal fired
 */
export async function applyPlan(
  stack: Stack,
  { session, file, total, onProgress, onBegin }: ApplyPlanOptions,
): Promise<Changes> {
  const tally = new Tally();
  let hasBegun = false;
  const tell = (phase: Phase): void => {
    onProgress({ stack: stack.name, phase, done: tally.done, total });
  };
  await ensureInit(stack, session, () => {
    tell('initializing');
  });
  tell('applying');
  await pushStandIns(stack, session);
  const args = ['apply', '-input=false', '-json', lockTimeout(session), file];
  const result = await runApply(stack, session, args, (event) => {
    tally.accept(event);
    if (event.type === 'apply_start' && !hasBegun) {
      hasBegun = true;
      onBegin();
    }
    tell('applying');
  });
  if (result.exitCode === 0) {
    tell('done');
    return tally.changes;
  }
  const interrupted = session.signal?.aborted === true;
  tell(interrupted ? 'interrupted' : 'failed');
  throw interrupted
    ? new Interrupted(`${stack.name} was interrupted`)
    : new StackFailure('terraform apply', stack, result, logFile(stack, session));
}
