import { createHash } from 'node:crypto';
import { projectRoot } from '../support/project';
import { byBytes } from '../../src/core/lambda-sources';
import { ExportedStack, exportedStacks } from './exported-stack';
import { overview } from './overview';
import { stackReadme } from './stack-readme';

/** The file in the exported folder that says what an export wrote there. */
export const RECORD = 'export.json';

/** What `export.json` holds. */
export interface ExportRecord {
  readonly environment: string;
  /** In the order in which they are applied. */
  readonly stacks: readonly { readonly name: string; readonly after: readonly string[] }[];
  /** SHA-256 in hexadecimal of every other file, by its path with slashes. */
  readonly files: Readonly<Record<string, string>>;
}

/** Files by their path below the exported folder, with slashes. */
export type Files = ReadonlyMap<string, Buffer>;

/**
 * Everything that the exported folder of an environment holds. The same synthesized stacks give the same bytes.
 *
 * The folders lie two below the exported one, as they do in `cdktf.out`: the local backend of `state-backend` then finds its
 * state beside the exported folder, where no new export replaces it.
 *
 * @param outDir the output folder of a synthesis that nobody ran Terraform in
 * @throws ToolError that lists the environments when there is no such one
 */
export function exportedFiles(outDir: string, environment: string): Files {
  const stacks = exportedStacks(outDir, environment);
  const files: [string, Buffer][] = [['README.md', Buffer.from(overview(stacks, environment))]];
  for (const stack of stacks) {
    refusePathsOfThisMachine(stack, [projectRoot, outDir]);
    files.push([`stacks/${stack.name}/README.md`, Buffer.from(stackReadme(stack, environment))]);
    for (const { path, content } of stack.files) files.push([`stacks/${stack.name}/${path}`, content]);
  }
  files.sort(([one], [other]) => byBytes(one, other));
  const record: ExportRecord = {
    environment,
    stacks: stacks.map(({ name, after }) => ({ name, after })),
    files: Object.fromEntries(files.map(([path, content]) => [path, sha256(content)])),
  };
  return new Map([...files, [RECORD, Buffer.from(`${JSON.stringify(record, null, 2)}\n`)]]);
}

const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

/** @throws Error for a file that would not work, or would tell too much, on another machine: a fault of ours */
function refusePathsOfThisMachine({ name, files }: ExportedStack, folders: readonly string[]): void {
  for (const { path, content } of files) {
    const folder = folders.find((each) => content.includes(each));
    if (folder !== undefined) {
      throw new Error(`${path} of ${name} names ${folder}, which is only on this machine.`);
    }
  }
}
