import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { PackageFile, readFolder } from '../../src/core/lambda-sources';
import { runPip } from './pip';

/**
 * Only wheels that fit every platform, for Lambda's Python: so that each machine gets the same ones, and the emulator can
 * run the package wherever it runs itself.
 */
const TARGET = ['--platform', 'any', '--implementation', 'py', '--abi', 'none', '--python-version', '3.11'];
const CHECKED = ['--require-hashes', '--only-binary', ':all:', '--no-deps', ...TARGET];

/** What pip writes about an installation, which differs from one to the next. */
const ABOUT_INSTALLING = /\.dist-info\/(INSTALLER|RECORD|REQUESTED|direct_url\.json)$/;

/**
 * The files of the wheels that `requirements` pins, checked against the hashes in it.
 *
 * @param cache wheels that were fetched once are kept here, so that no network is needed
 * @throws ToolError with pip's words
 */
export async function wheelFiles(
  requirements: string,
  cache: string,
  python: string,
): Promise<PackageFile[]> {
  const wheels = await fetchWheels(requirements, cache, python);
  const folder = mkdtempSync(join(tmpdir(), 'petclinic-wheels-'));
  try {
    const offline = ['--no-index', '--find-links', wheels];
    await runPip(
      python,
      ['install', ...offline, ...CHECKED, '--no-compile', '--target', folder, '-r', requirements],
      `If a wheel was damaged, remove ${relative(process.cwd(), wheels)} and run this again.`,
    );
    return readFolder(folder, /^(?!bin\/)/).filter(({ path }) => !ABOUT_INSTALLING.test(path));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The folder with the wheels, which is made in one step: it is there with all of them or not at all. */
async function fetchWheels(requirements: string, cache: string, python: string): Promise<string> {
  const folder = join(cache, createHash('sha256').update(readFileSync(requirements)).digest('hex'));
  if (existsSync(folder)) return folder;
  mkdirSync(dirname(folder), { recursive: true });
  const made = mkdtempSync(`${folder}.`);
  try {
    await runPip(
      python,
      ['download', ...CHECKED, '--dest', made, '-r', requirements],
      'Check that the Python package index can be reached, then run this again.',
    );
    // Another process may have been faster; its folder holds the same.
    if (!existsSync(folder)) renameSync(made, folder);
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
  return folder;
}
