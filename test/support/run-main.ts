import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mainProgram } from '../../tools/session/main-program.cjs';
import { PROJECT_ROOT } from './synthesis';
import { temporaryFolder } from './temporary-folder';

type Change = (text: string) => string;

/** A file that is made of another one. */
interface NewFile {
  readonly from: string;
  readonly change: Change;
}

/** Commands for a shell. */
interface Script {
  readonly script: string;
}

/**
 * A copy of what synthesis reads, with `changes` made to it, and what `main.ts` does there.
 *
 * @param changes in their order, by file; a script by the folder that it runs in
 */
export function runMain(
  changes: Readonly<Record<string, Change | NewFile | Script>>,
  ...args: readonly string[]
) {
  const folder = temporaryFolder('project');
  for (const name of [
    'main.ts',
    'src',
    'modules',
    '.gen',
    'backend.tf.json',
    'cdktf.json',
    'tsconfig.json',
    '.terraform.lock.hcl',
    // The packages of the functions, and all that tells whether they are up to date.
    'dist',
    'lambdas',
    'package-lock.json',
    'pyproject.toml',
    'tools/package',
  ]) {
    cpSync(join(PROJECT_ROOT, name), join(folder, name), { recursive: true });
  }
  symlinkSync(join(PROJECT_ROOT, 'node_modules'), join(folder, 'node_modules'));
  for (const [path, change] of Object.entries(changes)) {
    if ('script' in change) {
      execFileSync('bash', ['-euc', change.script], { cwd: join(folder, path) });
      continue;
    }
    const { from, change: make } = typeof change === 'function' ? { from: path, change } : change;
    const before = readFileSync(join(PROJECT_ROOT, from), 'utf8');
    const after = make(before);
    expect(after).not.toBe(before);
    writeFileSync(join(folder, path), after);
  }
  const { status, stderr } = spawnSync(process.execPath, ['-', ...args], {
    cwd: folder,
    input: mainProgram(folder),
    encoding: 'utf8',
  });
  return { status, stderr, outdir: join(folder, 'cdktf.out') };
}
