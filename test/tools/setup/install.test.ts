import { execFile } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { commands } from '../../../tools/commands/table.cjs';
import { temporaryFolder } from '../../support/temporary-folder';

interface Result {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Stand-in for npm: records its calls, and installs what the lock file names. */
const NPM = `#!/bin/sh
cd "$ROOT" || exit 9
echo "npm $*" >> calls
[ -e npm-fails ] && { echo 'npm error 404'; exit 1; }
sleep 0.2
mkdir -p node_modules/tsx/cjs && cp package-lock.json node_modules/.package-lock.json
echo 'exports.register = () => {}' > node_modules/tsx/cjs/api.js
`;

/** Stand-in for Python: prints its version, makes an environment with itself in it, and runs pip. */
const PYTHON = `#!/bin/sh
cd "$ROOT" || exit 9
case "$*" in
  "-c "*) cat bin/version; exit ;;
  "-m venv "*) echo "venv" >> calls; rm -rf .venv; mkdir -p .venv/bin; cp bin/python3 .venv/bin/python ;;
  "-m pip "*) echo "pip $(echo "$*" | grep -o 'r [a-z/]*requirements.txt' | tr '\\n' ' ')" >> calls
    [ -e pip-fails ] && { echo 'ERROR: no wheel'; exit 2; }
    exit 0 ;;
esac
`;

/** Stand-in for an installed MariaDB. */
const MARIADB = `#!/bin/sh
echo "$0  Ver 10.11.6-MariaDB"
`;

let root: string;

function write(path: string, content: string): void {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), content);
}

function program(name: string, content: string): void {
  write(join('bin', name), content);
  chmodSync(join(root, 'bin', name), 0o755);
}

const lockFile = (version: string): string =>
  JSON.stringify({
    packages: {
      '': {},
      'node_modules/a': { version },
      'node_modules/other-platform': { version: '1', optional: true },
    },
  });

/** Commands that were run since the last time. */
function calls(): string[] {
  const file = join(root, 'calls');
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  rmSync(file, { force: true });
  return lines.map((line) => line.trim());
}

const environment = (): NodeJS.ProcessEnv => ({
  ...process.env,
  ROOT: root,
  PATH: `${join(root, 'bin')}:/usr/bin:/bin`,
});

/** Runs a command: `package` needs the npm packages, `start` the emulator as well, `test` all there is. */
function run(name: string, ...args: string[]): Promise<Result> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [join(root, 'tools/commands/main.mjs'), name, ...args],
      { env: environment() },
      (_, stdout, stderr) => {
        resolve({ exitCode: child.exitCode, stdout, stderr });
      },
    );
  });
}

beforeEach(() => {
  root = temporaryFolder('install');
  for (const part of ['tools/setup', 'tools/commands', 'tools/check/checks.cjs']) {
    cpSync(join(__dirname, '../../..', part), join(root, part), { recursive: true });
  }
  // Stands for the commands themselves, whose sources are not there.
  write(
    'tools/session/exit-code.js',
    `const { SetupError } = require('../setup/setup-error.cjs');
exports.toExitCode = async (_, run) => {
  const code = await run().catch((error) => error instanceof SetupError ? (console.error(error.message), 1) : 7);
  if (code === 7) console.log('ran');
  return code;
};\n`,
  );
  write('package-lock.json', lockFile('1.0.0'));
  write('tools/emulator/requirements.txt', 'moto==1');
  write('test/requirements.txt', 'checkov==1');
  program('npm', NPM);
  program('python3', PYTHON);
  for (const name of ['mariadbd', 'mariadb-install-db', 'mariadb']) program(name, MARIADB);
  write('bin/version', '3 11\n');
});

it('installs what is missing, says so, and runs the command', async () => {
  const { exitCode, stdout, stderr } = await run('start', '--env', 'dev');
  expect({ exitCode, stderr }).toEqual({ exitCode: 7, stderr: '' });
  expect(stdout.trimEnd().split('\n')).toEqual([
    'Installing the npm packages: node_modules is missing or incomplete.',
    'Making the Python environment .venv: it is missing or incomplete.',
    'Installing the Python packages of tools/emulator/requirements.txt: the environment is new.',
    'ran',
  ]);
  expect(calls()).toEqual(['npm ci --no-audit --no-fund', 'venv', 'pip r tools/emulator/requirements.txt']);
});

it('installs npm packages alone for what needs no more', async () => {
  expect((await run('package')).exitCode).toBe(7);
  expect(calls()).toEqual(['npm ci --no-audit --no-fund']);
});

it('leaves out what only the checks need, where npm was told to', async () => {
  await run('package');
  const packages = { '': {}, 'node_modules/a': { version: '1.0.0' } };
  write('node_modules/.package-lock.json', JSON.stringify({ packages }));
  write(
    'package-lock.json',
    JSON.stringify({ packages: { ...packages, 'node_modules/jest': { version: '1', dev: true } } }),
  );
  calls();
  await run('package');
  expect(calls()).toEqual([]);
  expect((await run('test')).stdout).toContain('jest differs from package-lock.json');
});

it('installs nothing for --help and for an option that a command does not have', async () => {
  // The front door is the same for all; commands.test.ts reads the options of each.
  for (const name of ['start', 'plan', 'test']) {
    expect((await run(name, '--help')).exitCode).toBe(0);
    expect((await run(name, '--nothing')).exitCode).toBe(commands[name]?.misuse ?? 2);
  }
  expect(existsSync(join(root, 'calls'))).toBe(false);
  expect(readdirSync(root).sort()).toEqual(['bin', 'package-lock.json', 'test', 'tools']);
});

it('does nothing when everything is there', async () => {
  await run('start');
  calls();
  expect((await run('start')).stdout).toBe('ran\n');
  expect(calls()).toEqual([]);
});

it.each([
  ['start', true],
  ['test', true],
  ['package', false],
])('finds a database for the command %s: %s', async (name, wanted) => {
  await run(name);
  expect(existsSync(join(root, '.cache/mariadb.json'))).toBe(wanted);
});

it('installs again what changed, and only that', async () => {
  await run('start');
  calls();
  write('package-lock.json', lockFile('1.0.1'));
  expect((await run('start')).stdout).toContain('a differs from package-lock.json');
  expect(calls()).toEqual(['npm ci --no-audit --no-fund']);

  await run('test');
  expect(calls()).toEqual(['pip r tools/emulator/requirements.txt r test/requirements.txt']);
  await run('start');
  expect(calls()).toEqual([]);
});

it('makes the Python environment anew when an installation was not completed', async () => {
  write('pip-fails', '');
  const failed = await run('start');
  expect(failed.exitCode).toBe(1);
  expect(failed.stderr).toContain('ERROR: no wheel');
  expect(failed.stderr).toContain('Check that the Python package index can be reached');
  calls();
  rmSync(join(root, 'pip-fails'));
  expect((await run('start')).exitCode).toBe(7);
  expect(calls()).toEqual(['venv', 'pip r tools/emulator/requirements.txt']);
});

it('shows npm’s words and what to do when npm fails', async () => {
  write('npm-fails', '');
  const { exitCode, stderr } = await run('start');
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/^npm error 404\nnpm ci .* ended with exit code 1\. Check that the npm registry/);
});

it.each([
  ['too old', '3 9\n', 'Python 3.11 or newer is needed, but only Python 3.9 is on the PATH'],
  ['missing', undefined, 'Python 3.11 or newer is needed, but no python3 is on the PATH'],
])('says in one line what to install when Python is %s', async (_, version, message) => {
  for (const name of ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11'])
    program(name, '#!/bin/sh\nexit 127\n');
  if (version !== undefined) {
    program('python3', PYTHON);
    write('bin/version', version);
  }
  const { exitCode, stderr } = await run('start');
  expect(exitCode).toBe(1);
  expect(stderr).toContain(message);
  expect(stderr.trimEnd()).not.toContain('\n');
});

it('installs once when two runs start at the same time', async () => {
  const runs = await Promise.all([run('start'), run('start')]);
  expect(runs.map(({ exitCode }) => exitCode)).toEqual([7, 7]);
  expect(calls()).toEqual(['npm ci --no-audit --no-fund', 'venv', 'pip r tools/emulator/requirements.txt']);
});
