import { spawn } from 'node:child_process';
import { buildPackages } from '../package/build';
import { projectRoot } from '../support/project';
import { Check, lanes } from './checks.cjs';

export interface CheckResult {
  readonly check: Check;
  readonly passed: boolean;
  readonly seconds: number;
  /** All that the command wrote. */
  readonly output: string;
}

/** Runs a check to its end. A command that cannot be started has failed, and its output says why. */
export async function runCheck(check: Check): Promise<CheckResult> {
  const started = performance.now();
  const [program = '', ...args] = check.command;
  const child = spawn(program, args, {
    cwd: projectRoot,
    env: { ...process.env, ...check.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  const passed = await new Promise<boolean>((resolve) => {
    child.once('error', (error) => {
      chunks.push(Buffer.from(`${error.message}\n`));
      resolve(false);
    });
    child.once('close', (code) => {
      resolve(code === 0);
    });
  });
  const seconds = (performance.now() - started) / 1000;
  return { check, passed, seconds, output: Buffer.concat(chunks).toString() };
}

/** The line in which a test runner says how many tests it ran, if it ran any. */
export function testCount(output: string): string {
  const jest = /^Tests: +(.+)$/m.exec(output)?.[1];
  const pytest = /^(?:=+ )?(\d+ (?:passed|failed).*?) in [\d.]+s/m.exec(output)?.[1];
  return jest ?? pytest ?? '';
}

/** The end of a run: a line a check, and the count. */
export function summary(results: readonly CheckResult[]): string {
  const width = Math.max(...results.map(({ check }) => check.name.length));
  const lines = results.map(({ check, passed, seconds, output }) =>
    [
      passed ? 'ok    ' : 'FAILED',
      check.name.padEnd(width),
      `${seconds.toFixed(0)} s`.padStart(5),
      testCount(output) || check.proves,
    ].join('  '),
  );
  const failed = results.filter(({ passed }) => !passed).length;
  return [...lines, '', `checks: ${results.length - failed} passed, ${failed} failed`].join('\n');
}

/**
 * Runs the checks of these names, all of them when there are none, and tells of each when it ends.
 *
 * @returns the exit code
 */
export async function runChecks(names: readonly string[]): Promise<number> {
  // Before any check, since synthesis and the functions' tests take the packages from where they are.
  await buildPackages();
  const results: CheckResult[] = [];
  await Promise.all(
    lanes.map(async (lane) => {
      for (const check of lane.filter(({ name }) => names.length === 0 || names.includes(name))) {
        const result = await runCheck(check);
        results.push(result);
        console.log(`${result.passed ? 'ok' : 'FAILED'}  ${check.name} (${result.seconds.toFixed(0)} s)`);
        if (!result.passed) console.log(`\n${check.command.join(' ')}\n${result.output}`);
      }
    }),
  );
  console.log(`\n${summary(results)}`);
  return results.every(({ passed }) => passed) ? 0 : 1;
}
