import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { promisify } from 'node:util';
import { buildPackages } from '../package/build';
import { projectRoot, ToolError } from '../project';

/**
 * Packages the functions, and writes the stacks of every environment into `outDir` as `npm run synth` does.
 *
 * @throws ToolError with what synthesis said
 */
export async function synthesizeStacks(outDir: string, signal?: AbortSignal): Promise<void> {
  await buildPackages();
  mkdirSync(outDir, { recursive: true });
  try {
    await promisify(execFile)(process.execPath, ['--import', 'tsx', 'main.ts'], {
      cwd: projectRoot,
      env: { ...process.env, CDKTF_OUTDIR: outDir },
      signal,
      maxBuffer: 2 ** 24,
    });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new ToolError(`${`${stdout}${stderr}`.trim()}\n\nSynthesis failed, so nothing else was done.`);
  }
}
