import { ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { projectRoot } from '../../tools/support/project';
import { cleanUp } from '../support/clean-up';
import { processesAbout } from '../support/processes';
import { commandLine } from '../support/run-command';

/** A command of the project that was started, and what it says. */
export interface Running {
  readonly child: ChildProcess;
  /** Output so far, on both channels. */
  readonly said: () => string;
  /** Exit code of the process; null when it was killed. */
  readonly ended: Promise<number | null>;
}

/**
 * Starts a command of the project as a person does, in a process group of its own.
 *
 * @param name such as `start`
 */
export function run(name: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): Running {
  const child = spawn(process.execPath, commandLine(name, args), {
    cwd: projectRoot,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  cleanUp(() => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, said: () => said, ended };
}

/** Waits for the outcome of a command. */
export const end = async (running: Running): Promise<{ exitCode: number | null; said: string }> => ({
  exitCode: await running.ended,
  said: running.said(),
});

/** Waits until the condition holds; when the command ends before, fails with what it said. */
export async function until(running: Running, condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) {
    if (running.child.exitCode !== null) throw new Error(`It ended before that: ${running.said()}`);
    await sleep(100);
  }
}

/** Ids of processes at work in the folder of a synthesized stack: Terraform's, or those of its provider. */
export function processesIn(directory: string, program: 'terraform' | 'provider'): number[] {
  return processesAbout(directory)
    .filter(({ folder }) => folder === directory)
    .filter(({ command }) => command.includes('terraform-provider') === (program === 'provider'))
    .map(({ pid }) => pid);
}
