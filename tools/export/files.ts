import { createHash } from 'node:crypto';
import { byBytes, readFolder } from '../../src/core/lambda-sources';
import { readStacks, stacksOf } from '../deploy/graph';
import { projectRoot } from '../support/project';
import { readme } from './readme';

/** The file in the exported folder that lists the stacks in order, and every file of the export. */
export const RECORD = 'export.json';

/** Content of `export.json`. */
export interface ExportRecord {
  readonly environment: string;
  /** Stacks in the order in which they are applied, each with those it comes after. */
  readonly stacks: readonly { readonly name: string; readonly after: readonly string[] }[];
  /** SHA-256 in hexadecimal of every other file, by its path with slashes. */
  readonly files: Readonly<Record<string, string>>;
}

/** Files by their path below the exported folder, with slashes. */
export type Files = ReadonlyMap<string, Buffer>;

/**
 * The exported folder of an environment: its stacks and the account's as they are synthesized, README.md and export.json.
 * The same synthesized stacks give the same bytes.
 *
 * The folders lie two below the exported one, as they do in `cdktf.out`: a local backend then finds its state beside the
 * exported folder, where no new export replaces it.
 *
 * @param outDir the output folder of a synthesis that Terraform did not run in
 * @throws ToolError that lists the environments when there is no such one
 */
export function exportedFiles(outDir: string, environment: string): Files {
  const stacks = stacksOf(environment, readStacks(outDir));
  const order = stacks.map(({ name }) => name);
  const files = stacks.flatMap(({ name, directory }) =>
    readFolder(directory, /./).map(({ path, content }): [string, Buffer] => {
      const folder = [projectRoot, outDir].find((each) => content.includes(each));
      // It would not work, or tell too much, on another machine: a fault of ours.
      if (folder !== undefined)
        throw new Error(`${path} of ${name} names ${folder}, which is only on this machine.`);
      return [`stacks/${name}/${path}`, content];
    }),
  );
  files.push(['README.md', Buffer.from(readme(stacks, environment))]);
  files.sort(([one], [other]) => byBytes(one, other));
  const record: ExportRecord = {
    environment,
    stacks: stacks.map(({ name, dependencies }) => ({
      name,
      after: order.filter((each) => dependencies.includes(each)),
    })),
    files: Object.fromEntries(
      files.map(([path, content]) => [path, createHash('sha256').update(content).digest('hex')]),
    ),
  };
  return new Map([...files, [RECORD, Buffer.from(`${JSON.stringify(record, null, 2)}\n`)]]);
}
