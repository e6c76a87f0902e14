import { CheckResult } from './run-check';

/** Number of the slowest test files that the summary names. */
const SLOWEST = 10;

/** The line in which a test runner says how many tests it ran, if it ran any. */
export function testCount(output: string): string {
  const jest = /^Tests: +(.+)$/m.exec(output)?.[1];
  const pytest = /^(?:=+ )?(\d+ (?:passed|failed).*?) in [\d.]+s/m.exec(output)?.[1];
  return jest ?? pytest ?? '';
}

const inSeconds = (seconds: number): string => `${seconds.toFixed(0)} s`.padStart(6);

/** The end of a run: the slowest test files, a line a check, and the count. */
export function summary(results: readonly CheckResult[]): string {
  const slowest = results
    .flatMap(({ files }) => files)
    .sort((one, other) => other.seconds - one.seconds)
    .slice(0, SLOWEST)
    .map(({ path, seconds }) => `${inSeconds(seconds)}  ${path}`);
  const width = Math.max(...results.map(({ check }) => check.name.length));
  const lines = results.map(({ check, passed, seconds, output }) =>
    [
      passed ? 'ok    ' : 'FAILED',
      check.name.padEnd(width),
      inSeconds(seconds),
      testCount(output) || check.proves,
    ].join('  '),
  );
  const failed = results.filter(({ passed }) => !passed).length;
  return [
    ...(slowest.length > 0 ? ['The slowest test files:', ...slowest, ''] : []),
    ...lines,
    '',
    `checks: ${results.length - failed} passed, ${failed} failed`,
  ].join('\n');
}
