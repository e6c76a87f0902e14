import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../tools/support/project';

const PYTHON = join(projectRoot, '.venv/bin/python');

/** Gives `input` to a script of test/policies as JSON, and returns what it answers. */
export function askPython(script: string, input: unknown): unknown {
  if (!existsSync(PYTHON)) {
    throw new Error(`${PYTHON} is missing: run "npm test -- unit", which makes it`);
  }
  // parliament imports pkg_resources, which warns on standard error.
  const { status, stdout, stderr } = spawnSync(PYTHON, ['-W', 'ignore', join(__dirname, '..', script)], {
    input: JSON.stringify(input),
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${script}: ${stderr}`);
  return JSON.parse(stdout);
}
