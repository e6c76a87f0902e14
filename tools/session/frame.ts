import { createProgress, ProgressView } from '../deploy/progress';
import { Interrupted } from '../deploy/stack';
import { BackendFileError } from '../../src/config/backend-file';
import { ConfigError } from '../../src/config/problem';
import { fullDiskBehind } from '../support/full-disk';
import { ENDING, INTERRUPTED, watchInterruption } from '../support/interruption';
import { ToolError } from '../support/project';
import { settingsOf } from './settings';

/** Settings of a command for the frame that runs it. */
export interface CommandFrame {
  /** Exit code for arguments that are not understood: 1 where 2 has a meaning, such as "there are changes". */
  readonly misuse: number;
  /** The environment that was named, when it has to be one of the project's. */
  readonly environment?: string | undefined;
}

/**
 * Runs a command to its exit code. A failure that the person at the keyboard can mend is shown as its message alone, a fault
 * of ours with its stack trace.
 */
export async function toExitCode(
  { misuse, environment }: CommandFrame,
  run: () => Promise<number>,
): Promise<number> {
  // The pinned version of the SDK knows this Node.js; what it says of later ones is no concern of the person's.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  try {
    // Before anything is written.
    if (environment !== undefined) settingsOf(environment);
    return await run();
  } catch (error) {
    console.error(fullDiskBehind(error) ?? (isMendable(error) ? error.message : error));
    return error instanceof ToolError && error.exitCode === 2 ? misuse : 1;
  }
}

/** Tells whether the message alone suffices: our own errors for the user, and refusals of the file system. */
const isMendable = (error: unknown): error is Error =>
  error instanceof ToolError ||
  error instanceof ConfigError ||
  error instanceof BackendFileError ||
  (error instanceof Error && 'syscall' in error && 'path' in error);

/** Progress display and interruption signal for the long part of a command. */
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
  const progress = createProgress(process.stdout, process.env);
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
