import { crc32 } from 'node:zlib';
import { byBytes, PackageFile } from '../../src/core/lambda-sources';

// 1980-01-01 00:00, the first moment that the format knows.
const DATE = 0x0021;
const TIME = 0;
const VERSION = 20;
const UNIX = 3 << 8;
const UTF8 = 0x0800;
const STORED = 0;
// Everybody may read: Lambda does not run the code as its owner.
const MODE = 0o100644;

/**
 * A zip file that depends on nothing but the paths and bytes of `files`: sorted, with one date and mode for all, and not
 * compressed, since versions of zlib differ.
 *
 * @throws Error when a path stands twice
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
export function zip(files: readonly PackageFile[]): Buffer {
  const sorted = [...files].sort((one, other) => byBytes(one.path, other.path));
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [index, { path, content }] of sorted.entries()) {
    if (sorted[index + 1]?.path === path) throw new Error(`${path} would stand twice in the package.`);
    const name = Buffer.from(path);
    const common = commonFields(content, name);
    const header = Buffer.concat([signature(0x04034b50), common, name]);
    directory.push(
      signature(0x02014b50),
      u16(UNIX | VERSION),
      common,
      u16(0), // length of the comment
      u16(0), // disk
      u16(0), // internal attributes
      u32(MODE << 16),
      u32(offset),
      name,
    );
    bodies.push(header, content);
    offset += header.length + content.length;
  }
  const entries = Buffer.concat(directory);
  const count = u16(sorted.length);
  const end = [signature(0x06054b50), u16(0), u16(0), count, count, u32(entries.length), u32(offset), u16(0)];
  return Buffer.concat([...bodies, entries, ...end]);
}

/** What stands alike before a file and in the directory: from the version needed to the length of extra fields. */
function commonFields(content: Buffer, name: Buffer): Buffer {
  const size = u32(content.length);
  return Buffer.concat([
    ...[VERSION, UTF8, STORED, TIME, DATE].map(u16),
    u32(crc32(content)),
    size,
    size,
    u16(name.length),
    u16(0),
  ]);
}

const signature = u32;

function u16(value: number): Buffer {
  const buffer = Buffer.alloc(2);
  buffer.writeUInt16LE(value);
  return buffer;
}

function u32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32LE(value >>> 0);
  return buffer;
}
