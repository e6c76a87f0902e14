import { zipSync } from 'fflate';
import { byBytes, PackageFile } from '../../src/core/lambda-sources';

/** The first moment that the format knows; it has no time zone, and fflate takes the local one. */
const DATE = new Date(1980, 0, 1);
const UNIX = 3;
// Everybody may read: Lambda does not run the code as its owner.
const MODE = 0o100644;

/**
 * A zip file that depends on nothing but the paths and bytes of `files`: sorted, with one date and mode for all, and not
 * compressed, so that no other version of a compressor changes it.
 *
 * @throws Error when a path stands twice
 */
export function zip(files: readonly PackageFile[]): Buffer {
  const sorted = [...files].sort((one, other) => byBytes(one.path, other.path));
  const twice = sorted.find(({ path }, index) => sorted[index + 1]?.path === path);
  if (twice !== undefined) throw new Error(`${twice.path} would stand twice in the package.`);
  const entries = Object.fromEntries(sorted.map(({ path, content }) => [path, content]));
  return Buffer.from(zipSync(entries, { level: 0, mtime: DATE, os: UNIX, attrs: MODE << 16 }));
}
