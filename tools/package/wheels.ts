import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { PackageFile } from '../../src/core/lambda-sources';
import { ToolError } from '../support/project';
import { shortPath } from '../support/short-path';
import { runPip } from './pip';

/** Wheels that fit every platform, for Lambda's Python: each machine gets the same, and the emulator runs them anywhere. */
const TARGET = ['--platform', 'any', '--implementation', 'py', '--abi', 'none', '--python-version', '3.11'];
const CHECKED = ['--require-hashes', '--only-binary', ':all:', '--no-deps', ...TARGET];

const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

/**
 * The files of the wheels that `requirements` pins, checked against the hashes in it. A wheel is a zip file of what Python
 * imports; its list of itself, RECORD, stays behind.
 *
 * @param cache wheels that were fetched once are kept here, so that neither network nor Python is needed
 * @throws ToolError with pip's words, or for a wheel that is not the pinned one
 * @see https://packaging.python.org/en/latest/specifications/binary-distribution-format/
 */
export async function wheelFiles(
  requirements: string,
  cache: string,
  pythons: readonly string[],
): Promise<PackageFile[]> {
  const pinned = readFileSync(requirements, 'utf8');
  const folder = join(cache, sha256(Buffer.from(pinned)));
  if (!existsSync(folder)) await fetchWheels(requirements, folder, pythons);
  return readdirSync(folder).flatMap((name) => {
    const wheel = readFileSync(join(folder, name));
    if (!pinned.includes(`--hash=sha256:${sha256(wheel)}`)) {
      throw new ToolError(
        `${name} in ${shortPath(folder)} is not what ${shortPath(requirements)} pins: remove that folder, then run this again.`,
      );
    }
    const files = Object.entries(unzipSync(wheel)).filter(([path]) => !/\/$|\.dist-info\/RECORD$/.test(path));
    const misplaced = files.find(([path]) => /^[^/]+\.data\//.test(path));
    if (misplaced !== undefined)
      throw new Error(`${name} holds ${misplaced[0]}, which only an installer places.`);
    return files.map(([path, content]) => ({ path, content: Buffer.from(content) }));
  });
}

/** Makes the folder with the wheels in one step: it is there with all of them or not at all. */
async function fetchWheels(requirements: string, folder: string, pythons: readonly string[]): Promise<void> {
  mkdirSync(dirname(folder), { recursive: true });
  const made = mkdtempSync(`${folder}.`);
  try {
    await runPip(pythons, ['download', ...CHECKED, '--dest', made, '-r', requirements]);
    // Another process may have been faster; its folder holds the same.
    if (!existsSync(folder)) renameSync(made, folder);
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}
