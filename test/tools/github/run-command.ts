import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../../../tools/support/project';

export interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command of tools/ as a person does. Not synchronous: a server of this very process may have to answer it. */
export const runCommand = (
  cli: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<Outcome> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--import', 'tsx', join('tools', cli), ...args],
      { cwd: projectRoot, env },
      (error, stdout, stderr) => {
        resolve({ status: error === null ? 0 : Number(error.code), stdout, stderr });
      },
    );
  });
