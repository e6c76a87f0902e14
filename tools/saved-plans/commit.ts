import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { projectRoot } from '../support/project';

/** The commit that is checked out. */
export interface Commit {
  readonly id: string;
  /** True when something in the tree differs from the commit. */
  readonly isDirty: boolean;
}

/** Reads the commit that is checked out; undefined without git or a repository. */
export async function readCommit(folder: string = projectRoot): Promise<Commit | undefined> {
  const git = async (...args: string[]): Promise<string> =>
    (await promisify(execFile)('git', args, { cwd: folder, maxBuffer: 2 ** 24 })).stdout.trim();
  try {
    const [id, changes] = await Promise.all([git('rev-parse', 'HEAD'), git('status', '--porcelain')]);
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
