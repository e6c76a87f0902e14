import { relative } from 'node:path';

/** A path as a person types it. */
export function shortPath(path: string): string {
  const short = relative(process.cwd(), path);
  return short.startsWith('..') ? path : short === '' ? '.' : short;
}
