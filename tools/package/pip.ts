import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot, ToolError } from '../support/project';

const run = promisify(execFile);

/** Pythons that may have pip, the system's before the emulator's: packaging alone does not install that one. */
export const PYTHONS: readonly string[] = ['python3', 'python', join(projectRoot, '.venv/bin/python')];

/**
 * Runs the first pip that there is.
 *
 * @throws ToolError with pip's own words when it fails, or with what to install when there is none
 */
export async function runPip(pythons: readonly string[], args: readonly string[]): Promise<void> {
  const found = await Promise.all(
    pythons.map((each) =>
      run(each, ['-m', 'pip', '--version']).then(
        () => each,
        () => undefined,
      ),
    ),
  );
  const python = found.find((each) => each !== undefined);
  if (python === undefined) {
    throw new ToolError(
      'Python with pip is needed to fetch what the functions import: install it from https://www.python.org/downloads, on Debian and Ubuntu the package python3-pip.',
    );
  }
  try {
    await run(python, ['-m', 'pip', '--disable-pip-version-check', '--quiet', ...args]);
  } catch (error) {
    const { stdout = '', stderr = '', message } = error as Error & { stdout?: string; stderr?: string };
    throw new ToolError(
      `${`${stdout}${stderr}`.trim() || message}\n\npip ${args[0]} failed. Check that the Python package index can be reached, then run this again.`,
    );
  }
}
