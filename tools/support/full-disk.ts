import { dirname } from 'node:path';
import { shortPath } from './short-path';

/** Error codes of a disk without space, a user above their quota, and a file above its size limit. */
const CODES = ['ENOSPC', 'EDQUOT', 'EFBIG'];

/** Messages of a failed write: Terraform's, which name the file first, and those of Node.js, which name it last. */
const WORDS = [
  /(?:write|open|mkdir) (\S+): (?:no space left on device|disk quota exceeded|file too large)/,
  new RegExp(`(?:${CODES.join('|')}): .*'([^']+)'$`, 'm'),
];

const advice = (disk: string): string =>
  `${disk} is full, or files may not be as large as one has to be. Make room there, then run the command again.`;

const diskOf = (file: string): string => `The disk with ${shortPath(dirname(file))}`;

/** Advice on a program's output that says it could not write a file; undefined for any other output. */
export function fullDiskIn(words: string): string | undefined {
  const path = WORDS.map((pattern) => pattern.exec(words)?.[1]).find((each) => each !== undefined);
  return path === undefined ? undefined : advice(diskOf(path));
}

/** Advice on an error of our own that says a file could not be written; undefined for any other error. */
export function fullDiskBehind(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { code, path, message } = error as NodeJS.ErrnoException;
  if (!CODES.includes(code ?? '')) return undefined;
  // The system tells the file when it cannot be opened, and no longer when it is written.
  return `${message}. ${advice(path === undefined ? 'The disk that was written to' : diskOf(path))}`;
}
