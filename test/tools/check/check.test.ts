import { checks, lanes } from '../../../tools/check/checks.cjs';
import { CheckResult, runCheck, summary, testCount } from '../../../tools/check/run';

const check = { name: 'sample', proves: 'a sample', command: [process.execPath, '-e', ''] };
const result = (changes: Partial<CheckResult>): CheckResult => ({
  check,
  passed: true,
  seconds: 1,
  output: '',
  ...changes,
});

test('every check is in one lane, under a name of its own', () => {
  expect(new Set(checks.map(({ name }) => name)).size).toBe(lanes.flat().length);
});

test('a command that exits with 0 passes, with all that it wrote', async () => {
  const script = 'console.log("out"); console.error("err")';
  const { passed, output } = await runCheck({ ...check, command: [process.execPath, '-e', script] });
  expect(passed).toBe(true);
  expect(output.split('\n').sort()).toEqual(['', 'err', 'out']);
});

test('a command that exits otherwise fails', async () => {
  expect((await runCheck({ ...check, command: [process.execPath, '-e', 'process.exit(3)'] })).passed).toBe(
    false,
  );
});

test('a command that is killed fails', async () => {
  const script = 'process.kill(process.pid, "SIGKILL")';
  expect((await runCheck({ ...check, command: [process.execPath, '-e', script] })).passed).toBe(false);
});

test('a command that does not exist fails and says so', async () => {
  const { passed, output } = await runCheck({ ...check, command: ['no-such-program'] });
  expect(passed).toBe(false);
  expect(output).toContain('no-such-program');
});

test.each([
  ['Tests:       1 failed, 68 passed, 69 total\nSnapshots:   0 total\n', '1 failed, 68 passed, 69 total'],
  ['....\n22 passed in 3.05s\n', '22 passed'],
  ['1 failed, 21 passed, 2 warnings in 3.05s\n', '1 failed, 21 passed, 2 warnings'],
  ['All checks passed!\n', ''],
])('the number of tests is read from %j', (output, count) => {
  expect(testCount(output)).toBe(count);
});

test('the summary ends with the count', () => {
  const lines = summary([result({}), result({ passed: false, output: 'Tests:  2 failed, 2 total\n' })]).split(
    '\n',
  );
  expect(lines).toEqual([
    'ok      sample    1 s  a sample',
    'FAILED  sample    1 s  2 failed, 2 total',
    '',
    'checks: 1 passed, 1 failed',
  ]);
});
