import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readFolder } from '../../src/core/lambda-sources';
import { readStacks, Stack, stacksOf } from '../deploy/graph';
import { withProgress } from '../session/frame';
import { synthesize } from '../session/synthesize';
import { fullDiskBehind } from '../support/full-disk';
import { ToolError } from '../support/project';
import { shortPath } from '../support/short-path';
import { readme } from './readme';

export interface ExportCommand {
  /** Name of the environment, such as `dev`. */
  readonly environment: string;
  /** The absolute folder that the export becomes. */
  readonly folder: string;
}

/**
 * Synthesizes as `npm run synth` does, into a folder of its own, and copies the stacks of an environment to a folder that
 * Terraform alone can work with.
 *
 * @returns the exit code
 * @throws ToolError when the folder holds something, or synthesis fails
 */
export async function exportEnvironment({ environment, folder }: ExportCommand): Promise<number> {
  demandEmpty(folder);
  const outDir = mkdtempSync(join(tmpdir(), 'petclinic-export-'));
  try {
    return await withProgress(async ({ signal }) => {
      await synthesize(outDir, { signal });
      const { length } = copyStacks(outDir, environment, folder);
      console.log(
        `Exported ${environment} to ${shortPath(folder)}: ${length} stacks.\n` +
          `${shortPath(join(folder, 'README.md'))} says how to run them.`,
      );
      return 0;
    });
  } finally {
    rmSync(outDir, { recursive: true, force: true });
  }
}

/**
 * Copies the stacks of an environment and of its account, with a README.md, to a new or empty folder. The same synthesized
 * stacks give the same bytes.
 *
 * They lie two folders below it, as they do in `cdktf.out`: a local backend then finds its state beside the exported folder.
 *
 * @param outDir the output folder of a synthesis that Terraform did not run in
 * @throws ToolError when the folder holds something, or the disk does not let it: the folder is then as it was
 */
export function copyStacks(outDir: string, environment: string, folder: string): Stack[] {
  demandEmpty(folder);
  const stacks = stacksOf(environment, readStacks(outDir));
  const write = (path: string, content: string | Buffer): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  };
  let written: readonly string[] = [];
  try {
    const made = mkdirSync(folder, { recursive: true });
    written = made === undefined ? ['stacks', 'README.md'].map((name) => join(folder, name)) : [made];
    for (const { name, directory } of stacks) {
      for (const { path, content } of readFolder(directory, /./)) write(join('stacks', name, path), content);
    }
    write('README.md', readme(stacks, environment));
  } catch (error) {
    for (const path of written) rmSync(path, { recursive: true, force: true });
    const reason = fullDiskBehind(error) ?? `${(error as Error).message}.`;
    throw new ToolError(`${folder} cannot be written: ${reason}`);
  }
  return stacks;
}

/** @throws ToolError that says what is in the way: nothing of a person's is overwritten */
function demandEmpty(folder: string): void {
  if (!existsSync(folder)) return;
  if (!statSync(folder).isDirectory())
    throw new ToolError(`${folder} is a file: name a folder for the export.`);
  const names = readdirSync(folder).sort();
  if (names.length === 0) return;
  const more = names.length > 5 ? `, ${names.length - 5} more` : '';
  throw new ToolError(
    `${folder} is not empty (${names.slice(0, 5).join(', ')}${more}): remove it if it is an earlier export, or name another folder.`,
  );
}
