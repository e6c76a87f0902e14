import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { projectRoot } from '../support/project';

/** The commit that is checked out. */
export interface Commit {
  readonly id: string;
  /** True when something in the tree differs from the commit. */
  readonly isDirty: boolean;
}

/**
 * Runs git.
 *
 * @param env variables beside those of this process
 * @returns what it printed, without the last line's end
 */
export async function git(
  args: readonly string[],
  folder: string = projectRoot,
  env: NodeJS.ProcessEnv = {},
): Promise<string> {
  const options = { cwd: folder, env: { ...process.env, ...env }, maxBuffer: 2 ** 24 };
  return (await promisify(execFile)('git', args, options)).stdout.trimEnd();
}

/** Reads the commit that is checked out; undefined without git or a repository. */
export async function readCommit(folder: string = projectRoot): Promise<Commit | undefined> {
  try {
    const asked = [
      ['rev-parse', 'HEAD'],
      ['status', '--porcelain'],
    ];
    const [id = '', changes] = await Promise.all(asked.map((args) => git(args, folder)));
    return { id, isDirty: changes !== '' };
  } catch {
    return undefined;
  }
}

/** Describes a commit, such as `commit 1a2b3c4d5e with changes that are not committed`. */
export function describeCommit(commit: Commit | undefined): string {
  if (commit === undefined) return 'no commit known';
  return `commit ${commit.id.slice(0, 10)}${commit.isDirty ? ' with changes that are not committed' : ''}`;
}
