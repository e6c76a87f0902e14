import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settingsOf } from '../emulator/settings';
import { synthesize } from '../session/synthesize';
import { exportedFiles, Files } from './files';
import { checkFolder, writeFolder } from './folder';

export interface ExportCommand {
  /** Such as `dev`. */
  readonly environment: string;
  /** The absolute folder that the export becomes. */
  readonly folder: string;
  readonly signal?: AbortSignal;
}

/** What an export came to. */
export interface Exported {
  readonly files: Files;
  /** Whether it took the place of an earlier one. */
  readonly replaced: boolean;
}

/**
 * Synthesizes as `npm run synth` does, into a folder of its own, and writes the stacks of an environment to a folder that
 * Terraform alone can work with.
 *
 * @throws ToolError when there is no such environment, the folder holds something else, or synthesis fails
 */
export async function exportEnvironment({ environment, folder, signal }: ExportCommand): Promise<Exported> {
  settingsOf(environment);
  checkFolder(folder);
  const outDir = mkdtempSync(join(tmpdir(), 'petclinic-export-'));
  try {
    await synthesize(outDir, { signal });
    const files = exportedFiles(outDir, environment);
    return { files, replaced: writeFolder(folder, files) };
  } finally {
    rmSync(outDir, { recursive: true, force: true });
  }
}
