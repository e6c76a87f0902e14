import { BackendFileError } from '../../src/config/backend-file';
import { ConfigError } from '../../src/config/problem';
import { SetupError } from '../setup/setup-error.cjs';
import { fullDiskBehind } from '../support/full-disk';
import { ToolError } from '../support/project';
import { settingsOf } from './settings';

/** Settings of a command that decide on its exit code. */
interface ExitCodeOptions {
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
  { misuse, environment }: ExitCodeOptions,
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

/** Tells whether the message alone suffices: our own errors for the user, of installations too, and refusals of the file system. */
const isMendable = (error: unknown): error is Error =>
  error instanceof ToolError ||
  error instanceof ConfigError ||
  error instanceof BackendFileError ||
  error instanceof SetupError ||
  (error instanceof Error && 'syscall' in error && 'path' in error);
