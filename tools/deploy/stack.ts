import { Changes, Outputs, TerraformEvent } from '../terraform/events';
import { runTerraform } from '../terraform/run';
import { Stack } from './graph';
import { ensureInit } from './init';
import { runApply } from './run-apply';
import { logFile, Session, terraformRun } from './session';
import { StackFailure } from './stack-failure';
import { stepsOf } from './steps';
import { Tally } from './tally';

export type Phase =
  | 'waiting'
  | 'initializing'
  | 'planning'
  | 'applying'
  | 'destroying'
  | 'done'
  | 'failed'
  | 'interrupted'
  | 'not started';

/** Progress of a stack. */
export interface StackProgress {
  readonly stack: string;
  readonly phase: Phase;
  /** Changes made so far, while applying and destroying. */
  readonly done: number;
  /** Changes planned. */
  readonly total: number;
}

/** Result of a stack. */
export interface StackReport {
  readonly stack: string;
  /** Managed resources that it now has. */
  readonly resources: number;
  readonly changes: Changes;
  readonly outputs: Outputs['outputs'];
  readonly seconds: number;
}

export interface StackHooks {
  readonly onProgress: (progress: StackProgress) => void;
  /** Callback for the moment from which other stacks can read this one; they need nothing that is still done. */
  readonly ready?: () => void;
}

/** Terraform ended early because it was asked to. */
export class Interrupted extends Error {}

/**
 * Applies or destroys one stack, with an init before when one is needed. As a rule in one command: Terraform takes three
 * seconds to load the provider's schema, every time.
 *
 * @throws StackFailure with what Terraform said
 * @throws Interrupted when the session's signal fired
 */
export async function changeStack(
  command: 'apply' | 'destroy',
  stack: Stack,
  session: Session,
  { onProgress, ready }: StackHooks,
): Promise<StackReport> {
  const started = performance.now();
  const tally = new Tally();
  const tell = (phase: Phase): void => {
    onProgress({ stack: stack.name, phase, done: tally.done, total: tally.total ?? 0 });
  };

  try {
    await ensureInit(stack, session, () => {
      tell('initializing');
    });
    tell('planning');
    // A destroy goes by the state: to read everything back before takes as long as to delete it.
    const steps = command === 'apply' ? await stepsOf(stack, session) : [['-refresh=false']];
    for (const options of steps) {
      const args = [command, ...options, '-auto-approve', '-input=false', '-json'];
      const onEvent = (event: TerraformEvent): void => {
        tally.accept(event);
        if (tally.total !== undefined && tally.total > 0)
          tell(command === 'apply' ? 'applying' : 'destroying');
      };
      const result =
        command === 'apply'
          ? await runApply(stack, session, args, onEvent)
          : await runTerraform({ ...terraformRun(stack, session), args, onEvent });
      if (result.exitCode !== 0)
        throw new StackFailure(`terraform ${command}`, stack, result, logFile(stack, session));
      ready?.();
    }
  } catch (error) {
    const interrupted = session.signal?.aborted === true;
    tell(interrupted ? 'interrupted' : 'failed');
    throw interrupted ? new Interrupted(`${stack.name} was interrupted`) : error;
  }
  tell('done');
  const { resources, changes, outputs } = tally;
  return { stack: stack.name, resources, changes, outputs, seconds: (performance.now() - started) / 1000 };
}
