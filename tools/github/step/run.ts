import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync } from 'node:fs';
import { constants } from 'node:os';
import { projectRoot, ToolError } from '../../support/project';
import { SCRIPTS } from './scripts';

/** The exit code of a script that found something, or left something to do. */
const FOUND = 2;

/**
 * Runs one of the scripts of package.json, and says what its exit code means to the job: output `changes` is `true` after
 * exit code 2, and `false` after 0.
 *
 * @returns the exit code for the step
 * @throws ToolError for a script that is none of those with such an exit code
 */
export async function runStep(
  script: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<number> {
  const meaning = Object.hasOwn(SCRIPTS, script) ? SCRIPTS[script] : undefined;
  if (meaning === undefined) {
    throw new ToolError(`There is no step ${script}, only ${Object.keys(SCRIPTS).join(', ')}.`);
  }
  const exitCode = await runScript(script, args, env);
  if (exitCode !== 0 && exitCode !== FOUND) return exitCode;
  const output = env.GITHUB_OUTPUT ?? '';
  if (output !== '') appendFileSync(output, `changes=${String(exitCode === FOUND)}\n`);
  if (exitCode === 0) return 0;
  console.log(`::${meaning.isFine ? 'notice' : 'error'}::${meaning.says}`);
  return meaning.isFine ? 0 : exitCode;
}

async function runScript(script: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const child = spawn('npm', ['run', '--silent', script, '--', ...args], {
    cwd: projectRoot,
    env,
    stdio: 'inherit',
  });
  // When a run is cancelled GitHub asks this process only: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-cancellation
  const pass = (signal: NodeJS.Signals): void => {
    child.kill(signal);
  };
  process.on('SIGINT', pass).on('SIGTERM', pass);
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
}
