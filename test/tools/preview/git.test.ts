import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commitsAhead, resolveBase, writeTree } from '../../../tools/preview/git';
import { temporaryFolder } from '../../support/temporary-folder';

const person = ['-c', 'user.name=Somebody', '-c', 'user.email=somebody@example.com'];
const git = (folder: string, ...args: string[]): string =>
  execFileSync('git', [...person, ...args], { cwd: folder, encoding: 'utf8', stdio: 'pipe' }).trim();

/** A repository of two commits with the project in a folder of it. */
function repository(): { top: string; project: string } {
  const top = temporaryFolder('git');
  const project = join(top, 'project');
  mkdirSync(project);
  git(top, 'init', '--quiet', '--initial-branch=main');
  for (const content of ['one', 'two']) {
    writeFileSync(join(project, 'main.ts'), content);
    writeFileSync(join(top, 'other'), content);
    git(top, 'add', '--all');
    git(top, 'commit', '--quiet', `--message=${content}`);
  }
  return { top, project };
}

test('a branch, a tag and what is before a commit name a commit', async () => {
  const { project } = repository();
  git(project, 'tag', '--annotate', 'v1', '--message=v1', 'HEAD^');
  const earlier = git(project, 'rev-parse', 'HEAD^');
  expect(await resolveBase('HEAD^', project)).toEqual({ ref: 'HEAD^', commit: earlier });
  expect(await resolveBase('v1', project)).toEqual({ ref: 'v1', commit: earlier });
});

test('what names no commit is refused, and so is what git would take for an option', async () => {
  const { project } = repository();
  await expect(resolveBase('nowhere', project)).rejects.toThrow(
    'There is no commit nowhere. Is it spelt right',
  );
  await expect(resolveBase('--all', project)).rejects.toThrow('There is no commit --all.');
  // To git all that is not in it.
  await expect(resolveBase('^HEAD', project)).rejects.toThrow('There is no commit ^HEAD.');
});

test('in a shallow clone a commit that is missing may be beyond its end', async () => {
  const { top } = repository();
  const clone = join(temporaryFolder('git'), 'clone');
  git(top, 'clone', '--quiet', '--depth=1', `file://${top}`, clone);
  await expect(resolveBase('HEAD^', clone)).rejects.toThrow('This clone is shallow');
});

test('a folder without a repository is told in the words of git', async () => {
  await expect(resolveBase('main', temporaryFolder('git'))).rejects.toThrow(
    /A preview needs the history[^]*not a git repository/,
  );
});

test('the base is written as it was, and nothing of repository, index and working tree changes', async () => {
  const { top, project } = repository();
  writeFileSync(join(project, 'main.ts'), 'three');
  const index = readFileSync(join(top, '.git/index'));
  const scratch = temporaryFolder('base');
  const into = join(scratch, 'base');
  await writeTree(await resolveBase('HEAD^', project), into, scratch, project);
  expect(readdirSync(into)).toEqual(['main.ts']);
  expect(readFileSync(join(into, 'main.ts'), 'utf8')).toBe('one');
  expect(readFileSync(join(project, 'main.ts'), 'utf8')).toBe('three');
  expect(readFileSync(join(top, '.git/index')).equals(index)).toBe(true);
  expect(git(top, 'worktree', 'list').split('\n')).toHaveLength(1);
});

test('commits that only the base has are counted', async () => {
  const { project } = repository();
  const main = await resolveBase('main', project);
  expect(await commitsAhead(main, project)).toBe(0);
  git(project, 'switch', '--quiet', '--detach', 'HEAD^');
  expect(await commitsAhead(main, project)).toBe(1);
});
