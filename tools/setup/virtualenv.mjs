import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runQuietly } from './run-quietly.mjs';
import { SetupError } from './setup-error.cjs';

/** The Lambda runtime is Python 3.11; the tools run on the same or a newer one. */
const minimum = [3, 11];

const digest = (file) => createHash('sha256').update(readFileSync(file)).digest('hex');

function readStamp(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function pythonVersion(command) {
  const { status, stdout } = spawnSync(command, ['-c', 'import sys; print(*sys.version_info[:2])'], {
    encoding: 'utf8',
  });
  return status === 0 ? stdout.trim().split(' ').map(Number) : undefined;
}

/** @throws SetupError when there is no Python that is new enough */
function findPython() {
  const seen = [];
  for (const command of ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11']) {
    const version = pythonVersion(command);
    if (version === undefined) continue;
    if (version[0] === minimum[0] && version[1] >= minimum[1]) return command;
    seen.push(version.join('.'));
  }
  const found =
    seen.length === 0 ? 'no python3 is on the PATH' : `only Python ${seen.join(', ')} is on the PATH`;
  throw new SetupError(
    `Python ${minimum.join('.')} or newer is needed, but ${found}: install it from https://www.python.org/downloads or your system's packages.`,
  );
}

/**
 * Makes the virtual environment `.venv` hold what `requirements` (paths below `root`) pin. A stamp, written last, says
 * which files it was made from; without one the folder is made anew.
 */
export async function ensureVirtualenv(root, requirements) {
  const folder = join(root, '.venv');
  const python = join(folder, 'bin', 'python');
  const stampFile = join(folder, '.petclinic-install');
  const wanted = Object.fromEntries(requirements.map((file) => [file, digest(join(root, file))]));
  const stamp = existsSync(python) ? readStamp(stampFile) : undefined;
  const changed = requirements.filter((file) => stamp?.[file] !== wanted[file]);
  if (changed.length === 0) return;

  if (stamp === undefined) {
    console.log('Making the Python environment .venv: it is missing or incomplete.');
    const command = findPython();
    const advice = 'On Debian and Ubuntu the package python3-venv is needed for this.';
    await runQuietly(command, ['-m', 'venv', '--clear', folder], advice, { cwd: root });
  }
  console.log(
    `Installing the Python packages of ${changed.join(' and ')}: ${stamp === undefined ? 'the environment is new' : 'they changed or were not needed before'}.`,
  );
  rmSync(stampFile, { force: true });
  await runQuietly(
    python,
    [
      '-m',
      'pip',
      'install',
      '--disable-pip-version-check',
      '--require-hashes',
      // The files pin every package; checkov asks for an older boto3 than the emulator does.
      '--no-deps',
      ...requirements.flatMap((file) => ['-r', file]),
    ],
    'Check that the Python package index can be reached, then run this again.',
    { cwd: root },
  );
  writeFileSync(stampFile, JSON.stringify({ ...stamp, ...wanted }, null, 2));
}
