import { tryLock } from '../setup/lock.cjs';
import { ToolError } from '../support/project';

/**
 * Runs a function while it holds a lock file that no other command holds.
 *
 * @param object what the other command would be working with, such as `the plans in plans/dev`
 * @throws ToolError that names the process of the other command
 */
export async function withLock<T>(file: string, object: string, run: () => Promise<T>): Promise<T> {
  const lock = tryLock(file);
  if ('heldBy' in lock) {
    throw new ToolError(
      `Another command works with ${object} (process ${lock.heldBy}): wait for it, or end it with Ctrl-C first.`,
    );
  }
  try {
    return await run();
  } finally {
    lock.release();
  }
}
