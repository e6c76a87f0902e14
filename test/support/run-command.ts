import { spawnSync } from 'node:child_process';
import { projectRoot } from '../../tools/support/project';

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The arguments of Node.js for a command of the project. */
export const commandLine = (name: string, args: readonly string[]): string[] => [
  'tools/commands/main.mjs',
  name,
  ...args,
];

/**
 * Runs a command of the project as npm does.
 *
 * @param name such as `plan`
 */
export const runCommand = (name: string, ...args: string[]): Ended =>
  spawnSync(process.execPath, commandLine(name, args), { cwd: projectRoot, encoding: 'utf8' });
