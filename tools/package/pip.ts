import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ToolError } from '../support/project';

/** @throws ToolError with pip's own words and `advice` when it fails */
export async function runPip(python: string, args: readonly string[], advice: string): Promise<void> {
  try {
    await promisify(execFile)(python, ['-m', 'pip', '--disable-pip-version-check', '--quiet', ...args]);
  } catch (error) {
    const { stdout = '', stderr = '', message } = error as Error & { stdout?: string; stderr?: string };
    throw new ToolError(`${`${stdout}${stderr}`.trim() || message}\n\npip ${args[0]} failed. ${advice}`);
  }
}
