import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, delimiter, join } from 'node:path';
import { DeleteParameterCommand, GetParametersByPathCommand } from '@aws-sdk/client-ssm';
import { Session } from '../../tools/deploy/session';
import { projectRoot } from '../../tools/support/project';
import { temporaryFolder } from '../support/temporary-folder';
import { deployedWorld, World } from './world';

jest.setTimeout(900_000);

const folder = temporaryFolder('export');
/** The state of the stack that makes the bucket for all other states. */
const LOCAL_STATE = 'state-backend.tfstate';
const exported = join(folder, 'dev');

let world: World;
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
  ({ world } = await deployedWorld('dev'));
  session = { ...world.session, outDir: exported };
  cpSync(join(world.home, LOCAL_STATE), join(folder, LOCAL_STATE));
});

test('the export holds what cdktf writes and deploys, byte for byte, and a file that tells of it', () => {
  const outDir = join(folder, 'cdktf');
  mkdirSync(outDir);
  run(join(projectRoot, 'node_modules/.bin/cdktf'), ['synth', '--output', outDir], {
    cwd: projectRoot,
    env: { ...process.env, CDKTF_OUTDIR: outDir, FORCE_COLOR: '0' },
  });
  const synthesized = filesBelow(outDir).filter((path) =>
    /^stacks\/(dev-[a-z]+|state-backend|account|account-us-west-2)\//.test(path),
  );
  expect(synthesized.map((path) => basename(path))).toEqual(
    expect.arrayContaining([
      'cdk.tf.json',
      '.terraform.lock.hcl',
      'db-migrate.zip',
      'genai.zip',
      'main.tf.json',
    ]),
  );
  const toldOf = filesBelow(exported).filter((path) => path !== 'README.md');
  expect(toldOf).toEqual(synthesized);
  for (const path of synthesized) {
    const [wanted, got] = [outDir, exported].map((place) => readFileSync(join(place, path)));
    expect({ path, same: wanted?.equals(got ?? Buffer.alloc(0)) }).toEqual({ path, same: true });
  }
});

describe('plain Terraform', () => {
  const init = (place: string, stack: string): string =>
    terraform(place, stack, 'init', '-input=false', '-no-color', '-lockfile=readonly');

  test('plans no change of a deployed stack in its exported folder, which reads the states of others', () => {
    init(exported, 'dev-platform');
    expect(terraform(exported, 'dev-platform', ...PLAN)).toContain('No changes.');
  });

  test('applies what is missing there', async () => {
    const { ssm } = world.aws;
    const Path = '/petclinic/dev/common';
    const { Parameters: [parameter] = [] } = await ssm.send(new GetParametersByPathCommand({ Path }));
    await ssm.send(new DeleteParameterCommand({ Name: parameter?.Name }));
    expect(
      terraform(exported, 'dev-platform', 'apply', '-input=false', '-no-color', '-auto-approve'),
    ).toMatch(/Apply complete! Resources: 1 added, 0 changed, 0 destroyed/);
  });

  test('plans no change of the stack whose state is a file beside the export, after both were moved', () => {
    const moved = join(folder, 'elsewhere', 'another-name');
    cpSync(exported, moved, { recursive: true, filter: (path) => basename(path) !== '.terraform' });
    cpSync(join(folder, LOCAL_STATE), join(folder, 'elsewhere', LOCAL_STATE));
    init(moved, 'state-backend');
    expect(terraform(moved, 'state-backend', ...PLAN)).toContain('No changes.');
  });

  test('called no Node', () => {
    expect(existsSync(called)).toBe(false);
  });
});
