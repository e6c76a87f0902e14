import { fullDiskBehind } from '../support/full-disk';
import { ToolError } from '../support/project';

/**
 * Runs a command to its exit code. A failure that the person can mend is shown as its message alone, arguments that
 * node:util does not take with `usage` and exit code 2, and a fault of ours with its stack trace.
 */
export function runCommand(usage: string, command: () => Promise<number>): void {
  command().then(
    (exitCode) => process.exit(exitCode),
    (error: unknown) => {
      const misused =
        error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
      console.error(
        misused
          ? `${error.message}\n\n${usage}`
          : error instanceof ToolError
            ? error.message
            : (fullDiskBehind(error) ?? error),
      );
      process.exit(misused ? 2 : error instanceof ToolError ? error.exitCode : 1);
    },
  );
}
