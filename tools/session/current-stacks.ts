import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { synthesize } from './synthesize';
import { projectRoot } from '../support/project';

/** Input of synthesis. */
const SOURCES = ['main.ts', 'backend.tf.json', 'src', '.gen', 'modules', 'lambdas', 'package-lock.json'];
/** Folders that tools write beside sources. */
const IGNORED = new Set(['__pycache__', '.pytest_cache', '.mypy_cache', '.ruff_cache']);

/**
 * Output folder of a synthesis of the sources as they are: `cdktf.out`, synthesized anew only if a source is younger.
 *
 * @throws ToolError with what synthesis said
 */
export async function currentStacks(outDir: string = join(projectRoot, 'cdktf.out')): Promise<string> {
  const manifest = join(outDir, 'manifest.json');
  const made = existsSync(manifest) ? statSync(manifest).mtimeMs : 0;
  if (SOURCES.some((source) => isYounger(join(projectRoot, source), made))) await synthesize(outDir);
  return outDir;
}

/** Folders count too, whose times change when a file in them is added or removed. */
function isYounger(path: string, time: number): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return false;
  if (found.mtimeMs > time) return true;
  return (
    found.isDirectory() &&
    readdirSync(path).some((name) => !IGNORED.has(name) && isYounger(join(path, name), time))
  );
}
