import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { git } from '../saved-plans/commit';
import { projectRoot, ToolError } from '../support/project';

/** Commit that the environment is assumed to run. */
export interface Base {
  /** Git ref as the user typed it. */
  readonly ref: string;
  /** The id of the commit. */
  readonly commit: string;
}

const wordsOf = (error: unknown): string => {
  const { stderr = '', message } = error as Error & { stderr?: string };
  return stderr.trim() || message;
};

/**
 * The commit that a ref names.
 *
 * @throws ToolError without git or a repository, and for a ref that names no commit that is here
 */
export async function resolveBase(ref: string, folder: string = projectRoot): Promise<Base> {
  let isShallow: boolean;
  try {
    isShallow = (await git(['rev-parse', '--is-shallow-repository'], folder)) === 'true';
  } catch (error) {
    throw new ToolError(
      `A preview needs the history: git says of ${folder}:\n\n${wordsOf(error)}\n\nRun it in a clone of the repository.`,
    );
  }
  try {
    const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`];
    const commit = await git(args, folder);
    // Such as `^HEAD`, which git takes for all that is not in it.
    if (!/^[\da-f]{40,64}$/.test(commit)) throw new Error(`${commit} is not a commit`);
    return { ref, commit };
  } catch {
    const shallow =
      'This clone is shallow, so it may only be missing here: `git fetch --unshallow`, or `fetch-depth: 0` for actions/checkout.';
    throw new ToolError(
      `There is no commit ${ref}. ${isShallow ? shallow : 'Is it spelt right, and was it fetched? `git branch --all` and `git tag` list what there is.'}`,
    );
  }
}

/**
 * Number of commits that the base has and the working tree has not: a preview shows them as reverted. Undefined where
 * the history does not tell.
 */
export async function commitsAhead(
  { commit }: Base,
  folder: string = projectRoot,
): Promise<number | undefined> {
  try {
    return Number(await git(['rev-list', '--count', `HEAD..${commit}`], folder));
  } catch {
    return undefined;
  }
}

/**
 * Writes the project as it is in the commit, into a new folder. An index of its own keeps that of the working tree as it
 * is, and leaves nothing in the repository as `git worktree` would.
 *
 * @param scratch a folder for the index
 */
export async function writeTree(
  { commit }: Base,
  into: string,
  scratch: string,
  folder: string = projectRoot,
): Promise<void> {
  const env = { GIT_INDEX_FILE: join(scratch, 'index') };
  mkdirSync(into, { recursive: true });
  try {
    // Empty unless the project lies below the top of its repository.
    const prefix = (await git(['rev-parse', '--show-prefix'], folder)).replace(/\/$/, '');
    const top = await git(['rev-parse', '--show-toplevel'], folder);
    await git(['read-tree', prefix === '' ? commit : `${commit}:${prefix}`], top, env);
    await git(['checkout-index', '--all', `--prefix=${into}/`], top, env);
  } catch (error) {
    throw new ToolError(`git cannot read the files of commit ${commit}:\n\n${wordsOf(error)}`);
  }
}
