import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SmallProject, SmallStack } from './small-project';

const data = (id: string, input: string): object => ({ terraform_data: { [id]: { input } } });
/** A stack with an output that another stack reads. */
const up = (word: string): SmallStack => ({
  resource: { terraform_data: { up: { input: word, triggers_replace: word } } },
  output: { word: { value: '${terraform_data.up.output}' } },
});
const down: SmallStack = {
  reads: ['dev-up'],
  resource: data('down', '${data.terraform_remote_state.dev-up.outputs.word}'),
};
const side: SmallStack = { resource: data('side', 'a value') };
const old: SmallStack = {
  resource: {
    ...data('also', 'a value'),
    aws_ssm_parameter: { old: { name: '/old', type: 'String', value: 'a value' } },
  },
};
const BASE = { 'dev-up': up('up-one'), 'dev-down': down, 'dev-side': side, 'dev-old': old };

const CLEAN = { processes: [], cache: [], worktrees: 1 };
const ONLY_STACKS = { ...CLEAN, changes: ['stacks.json'] };
let project: SmallProject;
let base: string;
let broken: string;

beforeAll(() => {
  project = new SmallProject();
  project.stacks(BASE);
  project.write('main.ts', `${project.read('main.ts')}\nthrow new Error('The base has a mistake in it.');\n`);
  broken = project.commit('A base that does not synthesize');
  project.useMain();
  base = project.commit('The base');
});

test('an unchanged tree says so in one line, without an emulator', async () => {
  const { exitCode, stdout, stderr } = await project.preview(['--base', 'main']);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  const [first, , last, ...others] = stdout.trim().split('\n');
  expect(first).toMatch(/^Previewing dev on an emulator of its own[^]*no AWS account is asked/);
  expect(first).toContain(
    `From main (commit ${base.slice(0, 10)}) to the working tree, commit ${base.slice(0, 10)}.`,
  );
  expect(last).toBe('Nothing would change: all 5 stacks are the same as in the base.');
  expect(others).toEqual([]);
  expect(project.read('previews/dev/comment.md')).toContain(`**${last ?? ''}**`);
  expect(project.leftBehind()).toEqual({ ...CLEAN, changes: [''] });
}, 120_000);

test('a new output reaches the plan of the stack that reads it; a renamed stack whose names are taken fails, and what reads it is not looked at', async () => {
  const { 'dev-old': renamed, ...others } = BASE;
  const reader = { reads: ['dev-new'], resource: data('reader', 'a value') };
  project.stacks({ ...others, 'dev-up': up('up-two'), 'dev-new': renamed, 'dev-reader': reader });
  const { exitCode, stdout } = await project.preview(['--base', base]);
  expect(exitCode).toBe(1);
  expect(stdout).toContain('with changes that are not committed');
  expect(stdout).toMatch(/dev-new could not be applied\. Terraform says:\n\n[^]*ParameterAlreadyExists/);
  expect(stdout).toContain(
    '1 could not be applied; 1 not planned because of that; 1 stack is left without source.',
  );

  const report = project.read('previews/dev/report.md');
  expect(report).toMatch(/~ input\s+= "up-one" -> "up-two"/);
  expect(report).not.toContain('rovisional');
  expect(report).toContain('`terraform_data.up` must be replaced: destroyed first, then created');
  expect(report).toMatch(/Left out[^\n]*: `state-backend`, `dev-side`\./);
  expect(report).toContain('### `dev-new` looks like `dev-old` under another name');
  expect(report).toMatch(/\| `dev-reader` \|.*❌ not planned: dev-new failed/);
  expect(existsSync(join(project.folder, 'previews/dev/logs/dev-new.log'))).toBe(true);
  expect(project.leftBehind()).toEqual(ONLY_STACKS);
}, 600_000);

test('an environment that the base has not is new as a whole, and what the base has in its place is left without source', async () => {
  project.stacks({ 'test-side': side });
  const { exitCode, stdout, stderr } = await project.preview(['--base', 'main', '--env', 'test']);
  expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: '' });
  expect(stdout).toContain('1 to add in 1 stack; 4 stacks are left without source.');

  const report = project.read('previews/test/report.md');
  expect(report).toContain('- `dev-old`: 2 resources. **Hold data**: `aws_ssm_parameter.old`.');
  expect(report).toContain('`test-side` looks like `dev-side` under another name');
  expect(report).toMatch(
    new RegExp(`git switch --detach ${base}[^]*stacks/dev-down destroy[^]*stacks/dev-up destroy`),
  );
}, 600_000);

test('Ctrl-C while the base is deployed ends emulator and Terraform, and leaves no folder', async () => {
  project.stacks({ ...BASE, 'dev-side': up('side') });
  const { exitCode, stdout } = await project.preview(['--base', 'main'], (text, interrupt) => {
    if (/ (planning|applying)/.test(text)) interrupt();
  });
  expect({ exitCode, said: stdout.includes('Interrupted') }).toEqual({ exitCode: 130, said: true });
  expect(project.leftBehind()).toEqual(ONLY_STACKS);
}, 600_000);

test('a base that does not synthesize, an unknown ref and an unknown environment are told, with exit code 1', async () => {
  const said = await Promise.all([
    project.preview(['--base', broken]),
    project.preview(['--base', 'nowhere', '--env', 'other']),
    project.preview(['--base', base, '--env', 'third']),
  ]);
  expect(said.map(({ exitCode }) => exitCode)).toEqual([1, 1, 1]);
  expect(said[0].stderr).toMatch(
    new RegExp(`The base, commit ${broken.slice(0, 10)}, does not synthesize[^]*has a mistake in it`),
  );
  expect(said[1].stderr).toContain('There is no commit nowhere. Is it spelt right');
  expect(said[2].stderr).toContain('There is no environment third, neither here nor in the base, only dev.');
  expect(existsSync(join(project.folder, 'previews/third'))).toBe(false);
  expect(project.leftBehind()).toEqual(ONLY_STACKS);
}, 120_000);
