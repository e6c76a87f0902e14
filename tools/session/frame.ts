import { ProgressView } from '../deploy/progress';
import { Interrupted } from '../deploy/stack';
import { ENDING, INTERRUPTED, watchInterruption } from '../support/interruption';

/** Progress and interruption signal for the long part of a command. */
export interface Work {
  readonly progress: ProgressView;
  /** Fires at the first Ctrl-C. */
  readonly signal: AbortSignal;
}

/**
 * Runs the long part of a command with its progress shown. Ctrl-C lets it come to its end in order.
 *
 * @returns its exit code, or 130 when it was interrupted
 */
export async function withProgress(work: (given: Work) => Promise<number>): Promise<number> {
  const progress = new ProgressView(process.stdout);
  const signal = watchInterruption((earlier) => {
    progress.note(earlier === 0 ? ENDING : 'Already ending.');
  });
  try {
    return await work({ progress, signal });
  } catch (error) {
    if (signal.aborted || error instanceof Interrupted) return INTERRUPTED;
    throw error;
  } finally {
    progress.end();
  }
}
