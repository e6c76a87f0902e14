import { spawn } from 'node:child_process';
import { projectRoot } from '../support/project';
import { Check } from './checks';

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
