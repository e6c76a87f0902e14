import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../support/temporary-folder';
import { runCommand } from './run-command';

/** A stand-in for npm that writes down what it is asked, and ends with a code. */
async function step(exitCode: number, ...args: string[]) {
  const folder = temporaryFolder('step');
  const output = join(folder, 'output');
  const asked = join(folder, 'asked');
  writeFileSync(join(folder, 'npm'), `#!/bin/sh\necho "$@" > ${asked}\nexit ${exitCode}\n`);
  chmodSync(join(folder, 'npm'), 0o755);
  writeFileSync(output, '');
  const env = { ...process.env, PATH: `${folder}:${process.env.PATH ?? ''}`, GITHUB_OUTPUT: output };
  const { status, stdout, stderr } = await runCommand('github/step/cli.ts', args, env);
  const readIf = (file: string): string => {
    try {
      return readFileSync(file, 'utf8').trim();
    } catch {
      return '';
    }
  };
  return { status, stdout, stderr, output: readIf(output), asked: readIf(asked) };
}

test('changes are no failure of a plan, and the next step can ask for them', async () => {
  expect(await step(2, 'plan', '--env', 'dev')).toMatchObject({
    status: 0,
    output: 'changes=true',
    asked: 'run --silent plan -- --env dev',
    stdout: expect.stringContaining('::notice::') as string,
  });
  expect(await step(0, 'plan', '--env', 'dev')).toMatchObject({ status: 0, output: 'changes=false' });
});

test('a failure is one, and says nothing of changes', async () => {
  expect(await step(1, 'drift')).toMatchObject({ status: 1, output: '' });
  expect(await step(130, 'preview')).toMatchObject({ status: 130, output: '' });
});

test('an apply that left something to plan again fails, and says what to do', async () => {
  expect(await step(2, 'apply', '--env', 'dev')).toMatchObject({
    status: 2,
    stdout: expect.stringMatching(/::error::.*Run workflow/) as string,
  });
});

test('other scripts are refused', async () => {
  expect(await step(0, 'destroy')).toMatchObject({
    status: 1,
    asked: '',
    stderr: 'There is no step destroy, only plan, preview, drift, apply.\n',
  });
});

test.each(['toString', 'constructor', '__proto__'])(
  '%s, which every object has, is no script',
  async (name) => {
    expect(await step(2, name)).toMatchObject({
      status: 1,
      asked: '',
      stderr: expect.stringContaining(`There is no step ${name}`) as string,
    });
  },
);
