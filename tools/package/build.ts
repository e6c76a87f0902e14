import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  functionNames,
  ownFiles,
  packagePath,
  PackageRecord,
  packageRecordPath,
  readPackageRecord,
  requirementsFile,
  sourcesHash,
} from '../../src/core/lambda-sources';
import { projectRoot } from '../support/project';
import { rdsCaBundle } from './certificates';
import { PYTHONS } from './pip';
import { wheelFiles } from './wheels';
import { zip } from './zip';

export interface BuildOptions {
  /** The folder that holds `lambdas/`; packages go to `dist/lambdas/` in it. */
  readonly root?: string;
  /** Programs of which the first with pip is taken. @default the Pythons of the system */
  readonly pythons?: readonly string[];
}

/** Package of a function: size, digest, and whether it was made now. */
export interface BuiltPackage {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
  /** True when the package was made now; false when it was there already. */
  readonly made: boolean;
}

const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

/**
 * Packages every function in `lambdas/`: its own files, the wheels that it pins and the certificate authorities of RDS. The
 * same sources give the same bytes; a package that is up to date is left alone.
 *
 * @throws ToolError when a wheel cannot be had or is not the one that was pinned
 */
export async function buildPackages({ root = projectRoot, pythons = PYTHONS }: BuildOptions = {}): Promise<
  BuiltPackage[]
> {
  const results: BuiltPackage[] = [];
  for (const name of functionNames(root)) {
    const sources = sourcesHash(root, name);
    results.push(upToDate(root, name, sources) ?? (await build(root, name, sources, pythons)));
  }
  return results;
}

function upToDate(root: string, name: string, sources: string): BuiltPackage | undefined {
  const record = readPackageRecord(root, name);
  if (record?.sources !== sources) return undefined;
  const content = readFileSync(packagePath(root, name));
  if (sha256(content) !== record.sha256) return undefined;
  return { name, bytes: content.length, sha256: record.sha256, made: false };
}

async function build(
  root: string,
  name: string,
  sources: string,
  pythons: readonly string[],
): Promise<BuiltPackage> {
  const content = zip([
    ...ownFiles(root, name),
    ...(await wheelFiles(requirementsFile(root, name), join(root, '.cache', 'wheels'), pythons)),
    { path: 'rds-ca.pem', content: rdsCaBundle() },
  ]);
  const record: PackageRecord = { sources, sha256: sha256(content) };
  write(packagePath(root, name), content);
  write(packageRecordPath(root, name), `${JSON.stringify(record, null, 2)}\n`);
  return { name, bytes: content.length, sha256: record.sha256, made: true };
}

/** Writes a file in one step, so that nobody reads half of it. */
function write(path: string, content: string | Buffer): void {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}`;
  try {
    writeFileSync(temporary, content);
    renameSync(temporary, path);
  } finally {
    rmSync(temporary, { force: true });
  }
}
