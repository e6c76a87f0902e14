import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withProgress } from '../session/frame';
import { synthesize } from '../session/synthesize';
import { shortPath } from '../support/short-path';
import { exportedFiles } from './files';
import { checkFolder, writeFolder } from './folder';

export interface ExportCommand {
  /** Name of the environment, such as `dev`. */
  readonly environment: string;
  /** The absolute folder that the export becomes. */
  readonly folder: string;
}

/**
 * Synthesizes as `npm run synth` does, into a folder of its own, and writes the stacks of an environment to a folder that
 * Terraform alone can work with.
 *
 * @returns the exit code
 * @throws ToolError when the folder holds something else, or synthesis fails
 */
export async function exportEnvironment({ environment, folder }: ExportCommand): Promise<number> {
  checkFolder(folder);
  const outDir = mkdtempSync(join(tmpdir(), 'petclinic-export-'));
  try {
    return await withProgress(async ({ signal }) => {
      await synthesize(outDir, { signal });
      const files = exportedFiles(outDir, environment);
      const replaced = writeFolder(folder, files);
      const stacks = [...files.keys()].filter((path) => path.endsWith('/cdk.tf.json')).length;
      console.log(
        `Exported ${environment} to ${shortPath(folder)}: ${stacks} stacks, ${files.size} files${replaced ? ', in place of the earlier export' : ''}.\n` +
          `${shortPath(join(folder, 'README.md'))} says how to run them.`,
      );
      return 0;
    });
  } finally {
    rmSync(outDir, { recursive: true, force: true });
  }
}
