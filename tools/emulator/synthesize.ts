import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { buildPackages } from '../package/build';
import { projectRoot, ToolError } from '../project';

/**
 * Packages the functions, and writes the stacks of every environment into `outDir`, for an account that has no state bucket
 * yet: a new emulator is one.
 *
 * @throws ToolError with what synthesis said
 */
export async function synthesize(outDir: string, signal?: AbortSignal): Promise<void> {
  await buildPackages();
  mkdirSync(outDir, { recursive: true });
  const child = spawn(process.execPath, ['--import', 'tsx', 'main.ts', '--new-account'], {
    cwd: projectRoot,
    env: { ...process.env, CDKTF_OUTDIR: outDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  const stop = (): void => void child.kill();
  signal?.addEventListener('abort', stop, { once: true });
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  signal?.removeEventListener('abort', stop);
  if (exitCode !== 0) {
    throw new ToolError(
      `${Buffer.concat(chunks).toString().trim()}\n\nSynthesis failed, so nothing was deployed.`,
    );
  }
}
