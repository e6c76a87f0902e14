import { getPriority } from 'node:os';
import { join } from 'node:path';
import { checks, chooseChecks } from '../../../tools/check/checks.cjs';
import { timesIn } from '../../../tools/check/file-times';
import { CheckResult, runCheck } from '../../../tools/check/run-check';
import { summary, testCount } from '../../../tools/check/summary';
import { projectRoot } from '../../../tools/support/project';

const check = { name: 'sample', proves: 'a sample', command: [process.execPath, '-e', ''] };
const result = (changes: Partial<CheckResult>): CheckResult => ({
  check,
  passed: true,
  seconds: 1,
  output: '',
  files: [],
  ...changes,
});

test('every check has a name of its own', () => {
  expect(new Set(checks.map(({ name }) => name)).size).toBe(checks.length);
});

describe('the arguments', () => {
  const commands = (folder: string, ...given: string[]): unknown[] => {
    const { chosen, problems } = chooseChecks(given, folder);
    return [...chosen.map(({ name, command }) => [name, command.at(-1)]), ...problems];
  };

  test('none are every check', () => {
    expect(chooseChecks([], projectRoot)).toMatchObject({ chosen: { length: checks.length }, problems: [] });
  });

  test('a path belongs to the check before it', () => {
    expect(
      commands(projectRoot, 'unit', 'test/lib/cidr.test.ts', 'lint', 'emulator', 'tools/emulator/tests'),
    ).toEqual([
      ['emulator', 'tools/emulator/tests'],
      ['unit', 'test/lib/cidr.test.ts'],
      ['lint', '.'],
    ]);
  });

  test('a relative path starts from the folder of the person', () => {
    const folder = join(projectRoot, 'test/lib');
    expect(commands(folder, 'unit', 'cidr.test.ts')).toEqual([['unit', 'test/lib/cidr.test.ts']]);
  });

  test('all that is wrong with them is told at once', () => {
    expect(chooseChecks(['test', 'nonsense', 'types', 'src'], projectRoot).problems).toEqual([
      'test needs the name of a check before it.',
      expect.stringMatching(/^There is no check and no file nonsense; checks: e2e, /),
      'types takes no path, but got src.',
    ]);
  });
});

describe('a command', () => {
  test('that exits with 0 passes, with all that it wrote', async () => {
    const script = 'console.log("out"); console.error("err")';
    const { passed, output } = await runCheck({ ...check, command: [process.execPath, '-e', script] });
    expect(passed).toBe(true);
    expect(output.split('\n').sort()).toEqual(['', 'err', 'out']);
  });

  test('runs with the niceness that was asked for, with all that it starts', async () => {
    const script = 'require("child_process").execSync("nice", { stdio: "inherit" })';
    const { output } = await runCheck({ ...check, command: [process.execPath, '-e', script] }, 7);
    expect(Number(output)).toBe(getPriority() + 7);
  });

  test.each(['process.exit(3)', 'process.kill(process.pid, "SIGKILL")'])(
    'that ends with %s fails',
    async (end) => {
      expect((await runCheck({ ...check, command: [process.execPath, '-e', end] })).passed).toBe(false);
    },
  );

  test('that does not exist fails and says so', async () => {
    const { passed, output } = await runCheck({ ...check, command: ['no-such-program'] });
    expect(passed).toBe(false);
    expect(output).toContain('no-such-program');
  });
});

test.each([
  ['Tests:       1 failed, 68 passed, 69 total\nSnapshots:   0 total\n', '1 failed, 68 passed, 69 total'],
  ['....\n22 passed in 3.05s\n', '22 passed'],
  ['1 failed, 21 passed, 2 warnings in 3.05s\n', '1 failed, 21 passed, 2 warnings'],
  ['All checks passed!\n', ''],
])('the number of tests is read from %j', (output, count) => {
  expect(testCount(output)).toBe(count);
});

test('the time of each file is read from the reports of jest and pytest', () => {
  const name = join(projectRoot, 'test/one.test.ts');
  const json = JSON.stringify({ testResults: [{ name, startTime: 1000, endTime: 3500 }] });
  expect(timesIn('jest', json)).toEqual([{ path: 'test/one.test.ts', seconds: 2.5 }]);
  const testcase = (file: string, time: string): string =>
    `<testcase classname="c" name="n" file="${file}" time="${time}"/>`;
  const xml = `<testsuites>${testcase('a.py', '1.5')}${testcase('b.py', '1')}${testcase('a.py', '0.5')}</testsuites>`;
  expect(timesIn('pytest', xml)).toEqual([
    { path: 'a.py', seconds: 2 },
    { path: 'b.py', seconds: 1 },
  ]);
  expect(timesIn('jest', '')).toEqual([]);
});

test('the summary names the ten slowest files, each check, and the count', () => {
  const files = Array.from({ length: 12 }, (_, i) => ({ path: `file-${i}`, seconds: i }));
  const lines = summary([
    result({ files }),
    result({ passed: false, output: 'Tests:  2 failed, 2 total\n' }),
  ]).split('\n');
  expect(lines.slice(0, 2)).toEqual(['The slowest test files:', '  11 s  file-11']);
  expect(lines.slice(10)).toEqual([
    '   2 s  file-2',
    '',
    'ok      sample     1 s  a sample',
    'FAILED  sample     1 s  2 failed, 2 total',
    '',
    'checks: 1 passed, 1 failed',
  ]);
});
