import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, delimiter, join } from 'node:path';
import { Session } from '../../tools/deploy/session';
import { openSession } from '../../tools/emulator/session';
import { projectRoot } from '../../tools/support/project';
import { temporaryFolder } from '../support/temporary-folder';
import { testEmulator } from './world';

jest.setTimeout(900_000);

const folder = temporaryFolder('export');
const exported = join(folder, 'dev');
const home = join(folder, 'home');
/** Applied here in this order: the first needs nothing, each other one the outputs of those before it. */
const APPLIED = ['state-backend', 'dev-security', 'dev-network'];

let session: Session;

const run = (
  program: string,
  args: readonly string[],
  options: { cwd: string; env: NodeJS.ProcessEnv },
): string => {
  const { status, stdout, stderr } = spawnSync(program, args, { ...options, encoding: 'utf8' });
  expect({ args, status, said: status === 0 ? '' : stdout + stderr }).toEqual({ args, status: 0, said: '' });
  return stdout;
};

/** Comes first on the PATH of Terraform: a node, npm and npx that do nothing but tell that they were called. */
const programs = join(folder, 'programs');
const called = join(folder, 'called');

function standInsForNode(): void {
  mkdirSync(programs);
  for (const name of ['node', 'npm', 'npx']) {
    const program = `#!/bin/sh\necho ${name} "$@" >> '${called}'\nexit 1\n`;
    writeFileSync(join(programs, name), program, { mode: 0o755 });
  }
}

/** Runs Terraform in the folder of a stack below `place`. */
const terraform = (place: string, stack: string, ...args: string[]): string =>
  run(session.terraform.program, args, {
    cwd: join(place, 'stacks', stack),
    env: {
      ...session.env,
      PATH: `${programs}${delimiter}${process.env.PATH ?? ''}`,
      TF_DATA_DIR: '.terraform',
    },
  });

const PLAN = ['plan', '-input=false', '-no-color', '-detailed-exitcode'];

const filesBelow = (place: string): string[] =>
  readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(place.length + 1))
    .sort();

beforeAll(async () => {
  standInsForNode();
  run(process.execPath, ['tools/commands/main.mjs', 'export', '--env', 'dev', '--out', exported], {
    cwd: projectRoot,
    env: process.env,
  });
  const emulator = await testEmulator(home);
  session = await openSession({ emulator, home, outDir: exported });
});

test('the export holds what cdktf writes and deploys, byte for byte, and two files that tell of it', () => {
  const outDir = join(folder, 'cdktf');
  mkdirSync(outDir);
  run(join(projectRoot, 'node_modules/.bin/cdktf'), ['synth', '--output', outDir], {
    cwd: projectRoot,
    env: { ...process.env, CDKTF_OUTDIR: outDir, FORCE_COLOR: '0' },
  });
  const synthesized = filesBelow(outDir).filter((path) => /^stacks\/(dev-[a-z]+|state-backend)\//.test(path));
  expect(synthesized.map((path) => basename(path))).toEqual(
    expect.arrayContaining([
      'cdk.tf.json',
      '.terraform.lock.hcl',
      'db-migrate.zip',
      'genai.zip',
      'main.tf.json',
    ]),
  );
  const toldOf = filesBelow(exported).filter((path) => !['README.md', 'export.json'].includes(path));
  expect(toldOf).toEqual(synthesized);
  for (const path of synthesized) {
    const [wanted, got] = [outDir, exported].map((place) => readFileSync(join(place, path)));
    expect({ path, same: wanted?.equals(got ?? Buffer.alloc(0)) }).toEqual({ path, same: true });
  }
});

describe('plain Terraform', () => {
  test.each(APPLIED)('plans and applies %s in its exported folder', (stack) => {
    terraform(exported, stack, 'init', '-input=false', '-no-color', '-lockfile=readonly');
    expect(terraform(exported, stack, 'plan', '-input=false', '-no-color')).toMatch(
      /Plan: \d+ to add, 0 to change, 0 to destroy/,
    );
    expect(terraform(exported, stack, 'apply', '-input=false', '-no-color', '-auto-approve')).toContain(
      'Apply complete!',
    );
  });

  test.each(APPLIED)('plans no change of %s after the export was moved', (stack) => {
    const moved = join(folder, 'elsewhere', 'another-name');
    if (!existsSync(moved)) {
      cpSync(exported, moved, { recursive: true, filter: (path) => basename(path) !== '.terraform' });
      cpSync(join(folder, 'state-backend.tfstate'), join(folder, 'elsewhere', 'state-backend.tfstate'));
    }
    terraform(moved, stack, 'init', '-input=false', '-no-color', '-lockfile=readonly');
    expect(terraform(moved, stack, ...PLAN)).toContain('No changes.');
  });

  test('keeps the state of the state backend beside the export, where a new one leaves it alone', () => {
    const state = readFileSync(join(folder, 'state-backend.tfstate'), 'utf8');
    const again = run(process.execPath, ['tools/commands/main.mjs', 'export', '--out', exported], {
      cwd: projectRoot,
      env: process.env,
    });
    expect(again).toContain('in place of the earlier export');
    expect(filesBelow(exported).filter((path) => path.includes('.terraform/'))).toEqual([]);
    expect(readFileSync(join(folder, 'state-backend.tfstate'), 'utf8')).toBe(state);
  });

  test('called no Node', () => {
    expect(existsSync(called)).toBe(false);
  });
});
