import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { readStacks } from '../deploy/graph';
import { buildPackages } from '../package/build';
import { fullDiskIn } from '../support/full-disk';
import { projectRoot, ToolError } from '../support/project';
import { shortPath } from '../support/short-path';
import { mainProgram } from './main-program.cjs';

export interface SynthesisOptions {
  /** True for an account that has no state bucket yet, such as a new emulator. @default false */
  readonly isNewAccount?: boolean;
  /** Signal that ends the synthesis. */
  readonly signal?: AbortSignal;
}

/**
 * Packages the functions, and writes the stacks of every environment into `outDir` as `npm run synth` does.
 *
 * @throws ToolError with what synthesis said
 */
export async function synthesize(outDir: string, options: SynthesisOptions = {}): Promise<void> {
  const { isNewAccount = false, signal } = options;
  await buildPackages();
  mkdirSync(outDir, { recursive: true });
  const child = spawn(process.execPath, ['-', ...(isNewAccount ? ['--new-account'] : [])], {
    cwd: projectRoot,
    env: { ...process.env, CDKTF_OUTDIR: outDir },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // Where it reads no further, its exit code tells.
  child.stdin.on('error', () => undefined).end(program());
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  const stop = (): void => void child.kill();
  signal?.addEventListener('abort', stop, { once: true });
  const [exitCode] = (await once(child, 'close')) as [code: number | null];
  signal?.removeEventListener('abort', stop);
  if (exitCode !== 0) {
    const words = Buffer.concat(chunks).toString().trim();
    throw new ToolError([`Synthesis failed: ${words}`, fullDiskIn(words) ?? []].flat().join('\n'));
  }
}

function program(): string {
  try {
    return mainProgram(projectRoot);
  } catch (error) {
    throw new ToolError(`Synthesis failed: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Synthesizes to `cdktf.out`, or to the folder that the variable of CDK for Terraform names. */
export async function synth(options: SynthesisOptions): Promise<number> {
  const outDir = resolve(process.env.CDKTF_OUTDIR ?? 'cdktf.out');
  await synthesize(outDir, options);
  console.log(`Wrote ${readStacks(outDir).length} stacks to ${shortPath(outDir)}/stacks.`);
  return 0;
}
