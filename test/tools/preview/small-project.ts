import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { shareInstalled } from '../../../tools/preview/base-source';
import { projectRoot } from '../../../tools/support/project';
import { Said } from '../../e2e/command';
import { uncheckedLockFile } from '../../support/lock-file';
import { processesAbout } from '../../support/processes';
import { commandLine } from '../../support/run-command';
import { temporaryFolder } from '../../support/temporary-folder';

/** A stack: what it reads, and Terraform JSON. */
export interface SmallStack {
  readonly reads?: readonly string[];
  readonly resource?: object;
  readonly output?: object;
}

/** Files of the project that a preview needs. */
const PARTS = [
  '.gen',
  '.gitignore',
  '.npmrc',
  'backend.tf.json',
  'package-lock.json',
  'package.json',
  'src',
  'tools',
  'tsconfig.json',
];

/** Variables that an account would be known by. None of them works, so a preview that used any would fail. */
const ACCOUNT = {
  AWS_ACCESS_KEY_ID: 'nonsense',
  AWS_SECRET_ACCESS_KEY: 'nonsense',
  AWS_PROFILE: 'nonsense',
  AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
};

/** A git repository with the project's own tools, and with stacks that are up in seconds. */
export class SmallProject {
  readonly folder = join(temporaryFolder('preview'), 'project');

  constructor() {
    for (const part of PARTS) {
      cpSync(join(projectRoot, part), join(this.folder, part), {
        recursive: true,
        filter: (source) => !source.includes('__pycache__'),
      });
    }
    // Entry by entry: should anything install into it, links go, and not what they lead to.
    shareInstalled(this.folder);
    cpSync(join(projectRoot, '.cache/mariadb.json'), join(this.folder, '.cache/mariadb.json'));
    this.useMain();
    this.write('.terraform.lock.hcl', uncheckedLockFile());
    this.write('lambdas/README.md', 'There are none.\n');
    this.git('init', '--quiet', '--initial-branch=main');
    this.write('.git/info/exclude', ['node_modules', '.venv', '.cache', 'previews'].join('\n'));
  }

  write(path: string, content: string): void {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }

  /** Makes `main.ts` the one that synthesizes `stacks.json`. */
  useMain(): void {
    cpSync(join(__dirname, 'small-app.ts'), join(this.folder, 'main.ts'));
  }

  read = (path: string): string => readFileSync(join(this.folder, path), 'utf8');

  stacks(stacks: Readonly<Record<string, SmallStack>>): void {
    this.write('stacks.json', JSON.stringify({ stacks }, null, 2));
  }

  git(...args: string[]): string {
    const person = ['-c', 'user.name=Somebody', '-c', 'user.email=somebody@example.com'];
    return execFileSync('git', [...person, ...args], { cwd: this.folder, encoding: 'utf8' }).trim();
  }

  /** @returns the id of the commit */
  commit(message: string): string {
    this.git('add', '--all');
    this.git('commit', '--quiet', `--message=${message}`);
    return this.git('rev-parse', 'HEAD');
  }

  /**
   * Runs `npm run preview` with these arguments, with credentials in the environment that work nowhere.
   *
   * @param onText called with all that it said so far, and with what stops it
   */
  async preview(
    args: readonly string[],
    onText: (text: string, interrupt: () => void) => void = () => undefined,
  ): Promise<Said> {
    const child = spawn(process.execPath, commandLine('preview', args), {
      cwd: this.folder,
      env: { ...process.env, ...ACCOUNT },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said = { stdout: '', stderr: '' };
    child.stdout.on('data', (text) => {
      said.stdout += String(text);
      onText(said.stdout, () => child.kill('SIGINT'));
    });
    child.stderr.on('data', (text) => (said.stderr += String(text)));
    const exitCode = await new Promise<number | null>((resolve) => child.once('close', resolve));
    return { exitCode, ...said };
  }

  /** Leftovers of a preview: processes at work in here, folders of its own, worktrees, changes. */
  leftBehind(): object {
    return {
      processes: processesAbout(this.folder),
      cache: readdirSync(join(this.folder, '.cache/preview')),
      worktrees: this.git('worktree', 'list').split('\n').length,
      changes: this.git('status', '--porcelain')
        .split('\n')
        .map((line) => line.split(' ').at(-1)),
    };
  }
}
