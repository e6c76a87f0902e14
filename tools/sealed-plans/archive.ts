import { join } from 'node:path';
import { create, Parser, ReadEntry } from 'tar';
import { ToolError } from '../support/project';

/** Everything that a folder of plans holds, but logs and reports: no path, and no other kind of file. */
const NAME = /^[a-z0-9]+(?:-[a-z0-9]+)*\.(?:json|tfplan)$/;

/** A compressed tar of files in a folder, which plain `tar` reads too. */
export async function pack(folder: string, names: readonly string[]): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  // Without owner and times.
  for await (const chunk of create({ cwd: folder, gzip: true, portable: true }, [...names])) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/**
 * Its files, in memory.
 *
 * @throws ToolError for anything that is not a plan's file in no folder
 */
export async function unpack(archive: Uint8Array, file: string): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  const problems: string[] = [];
  const parser = new Parser({
    strict: true,
    onReadEntry: (entry: ReadEntry) => {
      if (entry.type !== 'File' || !NAME.test(entry.path)) problems.push(`holds ${join(entry.path)}`);
      const chunks: Buffer[] = [];
      entry.on('data', (chunk: Buffer) => chunks.push(chunk));
      entry.on('end', () => files.set(entry.path, Buffer.concat(chunks)));
    },
  });
  await new Promise<void>((resolve) => {
    parser.on('end', resolve);
    parser.on('error', (error: Error) => {
      problems.push(`cannot be unpacked (${error.message})`);
      resolve();
    });
    parser.end(Buffer.from(archive));
  });
  if (problems.length > 0)
    throw new ToolError(`${file} ${problems.join(', ')}: it is not what \`npm run seal\` makes.`);
  return files;
}
