import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { getPriority, setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../support/project';
import { Check } from './checks.cjs';
import { FileTime, timesIn } from './file-times';

export interface CheckResult {
  readonly check: Check;
  readonly passed: boolean;
  readonly seconds: number;
  /** Output of the command, all of it. */
  readonly output: string;
  /** Time of each test file; empty for a check that runs no tests. */
  readonly files: readonly FileTime[];
}

const REPORT_OPTIONS = {
  jest: (file: string) => ['--json', `--outputFile=${file}`],
  pytest: (file: string) => [`--junitxml=${file}`, '-o', 'junit_family=xunit1'],
};

/**
 * Runs a check to its end. A command that cannot be started has failed, and its output says why.
 *
 * @param niceness that its processes have beyond ours: the higher, the less processor time they get
 */
export async function runCheck(check: Check, niceness = 0): Promise<CheckResult> {
  const started = performance.now();
  const folder = mkdtempSync(join(tmpdir(), 'petclinic-check-'));
  const report = join(folder, 'report');
  const [program = '', ...args] = check.command;
  const options = check.runner === undefined ? [] : REPORT_OPTIONS[check.runner](report);
  const child = spawn(program, [...args, ...options], {
    cwd: projectRoot,
    env: { ...process.env, ...check.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // Its processes inherit it. A command that cannot be started has no process.
  if (child.pid !== undefined) setPriority(child.pid, Math.min(19, getPriority() + niceness));
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  const passed = await once(child, 'close').then(
    ([code]) => code === 0,
    (error: unknown) => chunks.push(Buffer.from(`${(error as Error).message}\n`)) === 0,
  );
  const seconds = (performance.now() - started) / 1000;
  const text = existsSync(report) ? readFileSync(report, 'utf8') : '';
  rmSync(folder, { recursive: true });
  const files = check.runner === undefined ? [] : timesIn(check.runner, text);
  return { check, passed, seconds, output: Buffer.concat(chunks).toString(), files };
}
