import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Step } from './workflow-files';

/** Outcome of a step. */
export interface StepResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Arguments of the stand-ins' calls, a line a call. */
  readonly calls: readonly string[];
  readonly output: string;
  readonly summary: string;
}

/** Shell scripts that stand in for programs, by program. */
export type StandIns = Readonly<Record<string, string>>;

const read = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');

/**
 * Runs the commands of a step as GitHub's runner does.
 *
 * @param folder in which it runs; its files are there
 * @param env in place of the expressions in the step's own
 */
export function runStep(
  step: Step | undefined,
  folder: string,
  standIns: StandIns,
  env: NodeJS.ProcessEnv = {},
): StepResult {
  const runner = join(folder, '.runner');
  mkdirSync(runner, { recursive: true });
  const files = {
    calls: join(runner, 'calls'),
    output: join(runner, 'output'),
    summary: join(runner, 'summary'),
  };
  for (const file of Object.values(files)) writeFileSync(file, '');
  for (const [name, script] of Object.entries(standIns)) {
    const file = join(runner, name);
    writeFileSync(file, `#!/bin/bash\necho "${name} $*" >> '${files.calls}'\n${script}\n`);
    chmodSync(file, 0o755);
  }
  const script = join(runner, 'step.sh');
  writeFileSync(script, step?.run ?? 'false');
  const { status, stdout, stderr } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', script], {
    cwd: folder,
    encoding: 'utf8',
    env: {
      ...process.env,
      PATH: `${runner}:${process.env.PATH ?? ''}`,
      GITHUB_OUTPUT: files.output,
      GITHUB_STEP_SUMMARY: files.summary,
      ...env,
    },
  });
  const calls = read(files.calls)
    .split('\n')
    .filter((line) => line !== '');
  return { status, stdout, stderr, calls, output: read(files.output), summary: read(files.summary) };
}
