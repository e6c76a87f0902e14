import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import lock from './lock.cjs';
import { ensureMariaDb } from './mariadb.mjs';
import { ensureNameLookup } from './name-lookup.mjs';
import { ensureNodeModules } from './node-modules.mjs';
import { SetupError } from './setup-error.cjs';
import { ensureVirtualenv } from './virtualenv.mjs';

export const projectRoot = resolve(fileURLToPath(import.meta.url), '../../..');

/**
 * Requirement files that are installed from Python's package index for each need, beside the npm packages; a need with
 * files also gets a database.
 */
const pythonRequirements = {
  node: [],
  emulator: ['tools/emulator/requirements.txt'],
  checks: ['tools/emulator/requirements.txt', 'test/requirements.txt'],
};

export const needs = Object.keys(pythonRequirements);

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new SetupError(
    `Node.js 20.19 or newer is needed, but this is ${process.versions.node}: install it from https://nodejs.org.`,
  );
}

/** Runs `work` while no other process installs into this folder. */
async function withInstallLock(work) {
  const file = join(projectRoot, '.cache', 'setup.lock');
  let told = false;
  let held = lock.tryLock(file);
  while ('heldBy' in held) {
    if (!told) console.log(`Waiting for process ${held.heldBy}, which is installing here (${file}).`);
    told = true;
    await sleep(300);
    held = lock.tryLock(file);
  }
  try {
    await work();
  } finally {
    held.release();
  }
}

/**
 * Installs what is missing for one of `needs`.
 *
 * @throws SetupError that says what to do, when something cannot be had
 */
export async function ensureInstalled(need) {
  const requirements = pythonRequirements[need];
  checkNode();
  await withInstallLock(async () => {
    await ensureNodeModules(projectRoot, need === 'checks');
    if (requirements.length === 0) return;
    await ensureVirtualenv(projectRoot, requirements);
    await ensureMariaDb(projectRoot);
    await ensureNameLookup(projectRoot);
  });
}
