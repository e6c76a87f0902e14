import { spawnSync } from 'node:child_process';
import { readArguments } from '../../../tools/preview/arguments';
import { projectRoot } from '../../../tools/support/project';

const read = (...args: string[]) => readArguments('the usage', args);
const refusal = (...args: string[]): unknown => {
  try {
    return read(...args);
  } catch (error) {
    return error;
  }
};

test('dev is previewed unless another environment is named', () => {
  expect(read('--base', 'origin/main')).toEqual({ base: 'origin/main', environment: 'dev' });
  expect(read('--base', 'v1', '--env', 'prod')).toEqual({ base: 'v1', environment: 'prod' });
  expect(read('--help')).toBeUndefined();
});

test.each([
  ['no base', [], '--base is missing'],
  ['an empty base', ['--base', ''], '--base is missing'],
  ['an unknown option', ['--base', 'main', '--stack', 'dev-data'], '--stack'],
  [
    'a name that leads out of the folder',
    ['--base', 'main', '--env', '../../x'],
    'no name of an environment',
  ],
])('%s is refused with exit code 1: 2 means changes', (_, args, words) => {
  expect(refusal(...args)).toMatchObject({ exitCode: 1, message: expect.stringContaining(words) as string });
});

test('--help tells the exit codes, and that no account is asked', () => {
  const { status, stdout } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'tools/preview/cli.ts', '--help'],
    { cwd: projectRoot, encoding: 'utf8' },
  );
  expect(status).toBe(0);
  expect(stdout).toContain('Exit code: 0 nothing would change, 2 changes, 1');
  expect(stdout).toContain('Asks no AWS account');
});
