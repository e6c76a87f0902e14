import { dirname } from 'node:path';
import { shortPath } from './short-path';

/** What the system says of a disk without space, of a person above their share of it, and of a file above its limit. */
const CODES = ['ENOSPC', 'EDQUOT', 'EFBIG'];

/** The same in words: Terraform's, which name the file before it, and those of Node.js, which name it last. */
const WORDS = [
  /(?:write|open|mkdir) (\S+): (?:no space left on device|disk quota exceeded|file too large)/,
  new RegExp(`(?:${CODES.join('|')}): .*'([^']+)'$`, 'm'),
];

const advice = (disk: string): string =>
  `${disk} is full, or files may not be as large as one has to be. Make room there, then run the command again.`;

const diskOf = (file: string): string => `The disk with ${shortPath(dirname(file))}`;

/** What to do about the words of a program, when they are that it could not write a file. */
export function fullDiskIn(words: string): string | undefined {
  const path = WORDS.map((pattern) => pattern.exec(words)?.[1]).find((each) => each !== undefined);
  return path === undefined ? undefined : advice(diskOf(path));
}

/** What to do about an error of our own, when it is that a file could not be written. */
export function fullDiskBehind(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { code, path, message } = error as NodeJS.ErrnoException;
  if (!CODES.includes(code ?? '')) return undefined;
  // The system tells the file when it cannot be opened, and no longer when it is written.
  return `${message}. ${advice(path === undefined ? 'The disk that was written to' : diskOf(path))}`;
}
