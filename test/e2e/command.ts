import { spawn } from 'node:child_process';
import { projectRoot } from '../../tools/support/project';
import { commandLine } from '../support/run-command';

/** The outcome of a command. */
export interface Said {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a command of the project as a person does.
 *
 * @param name such as `chat`
 */
export async function command(name: string, ...args: string[]): Promise<Said> {
  const child = spawn(process.execPath, commandLine(name, args), {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (text) => (said.stdout += String(text)));
  child.stderr.on('data', (text) => (said.stderr += String(text)));
  const exitCode = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { exitCode, ...said };
}
