import { shortPath } from '../support/short-path';
import { ToolError } from '../support/project';

/** By the code of the system's error. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'you have no right to',
  EISDIR: 'it is a folder',
  ENOENT: 'its folder is not there',
  ENOTDIR: 'what should be its folder is a file',
  EROFS: 'the file system is read-only',
};

/**
 * Reads or writes a file that the person named.
 *
 * @param done such as `written`
 * @throws ToolError that says why it cannot be
 */
export function inWords<T>(file: string, done: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const reason = REASONS[(error as NodeJS.ErrnoException).code ?? ''];
    if (reason === undefined) throw error;
    throw new ToolError(`${shortPath(file)} cannot be ${done}: ${reason}.`);
  }
}
