import { Outcome } from './schedule';
import { Interrupted, StackProgress, StackReport } from './stack';

/** Results of all stacks of one run. */
export interface RunReport {
  readonly succeeded: boolean;
  readonly stacks: readonly StackReport[];
  /** Each a StackFailure, a ToolError, or a fault of the tools. */
  readonly failures: readonly { readonly stack: string; readonly error: unknown }[];
  /** Stacks that ended early because they were asked to. */
  readonly interrupted: readonly string[];
  /** Stacks that were not started after a failure or an interruption. */
  readonly notStarted: readonly string[];
}

/** Sorts the outcomes, and tells of the stacks that were never started. */
export function collect(
  outcomes: ReadonlyMap<string, Outcome<StackReport>>,
  tell: (progress: StackProgress) => void,
): RunReport {
  const stacks: StackReport[] = [];
  const failures: { stack: string; error: unknown }[] = [];
  const interrupted: string[] = [];
  const notStarted: string[] = [];
  for (const [stack, outcome] of outcomes) {
    if (outcome.status === 'done') stacks.push(outcome.result);
    else if (outcome.status === 'skipped') {
      notStarted.push(stack);
      tell({ stack, phase: 'not started', done: 0, total: 0 });
    } else if (outcome.error instanceof Interrupted) interrupted.push(stack);
    else failures.push({ stack, error: outcome.error });
  }
  const succeeded = stacks.length === outcomes.size;
  return { succeeded, stacks, failures, interrupted, notStarted };
}
