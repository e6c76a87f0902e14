/**
 * Installs what is missing, then runs a command with the project's programs on the PATH:
 *
 *   node tools/setup/bootstrap.mjs <node|emulator|checks> -- <command> [arguments]
 *
 * Plain Node without packages, because it runs before there are any.
 */
import { spawn } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { constants } from 'node:os';
import lock from './lock.cjs';
import { ensureMariaDb } from './mariadb.mjs';
import { ensureNodeModules } from './node-modules.mjs';
import { finished, SetupError } from './run-quietly.mjs';
import { ensureVirtualenv } from './virtualenv.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** What each purpose needs from Python, beside the npm packages. The emulator needs a database as well. */
const pythonRequirements = {
  node: [],
  package: ['tools/emulator/requirements.txt'],
  emulator: ['tools/emulator/requirements.txt'],
  checks: ['tools/emulator/requirements.txt', 'test/requirements.txt'],
};

const usage = `Usage: node tools/setup/bootstrap.mjs <${Object.keys(pythonRequirements).join('|')}> -- <command> [arguments]`;

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new SetupError(
    `Node.js 20.19 or newer is needed, but this is ${process.versions.node}: install it from https://nodejs.org.`,
  );
}

/** Runs `work` while no other process installs into this folder. */
async function alone(work) {
  const file = join(root, '.cache', 'setup.lock');
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

async function run(command, args) {
  const env = {
    ...process.env,
    PATH: `${join(root, 'node_modules', '.bin')}${delimiter}${process.env.PATH}`,
  };
  const { code, signal, error } = await finished(spawn(command, args, { cwd: root, env, stdio: 'inherit' }));
  if (error) throw new SetupError(`${command} cannot be run: ${error.message}`);
  return code ?? 128 + constants.signals[signal];
}

async function main() {
  const [purpose, separator, command, ...args] = process.argv.slice(2);
  const requirements = pythonRequirements[purpose];
  if (requirements === undefined || separator !== '--' || command === undefined) {
    console.error(usage);
    return 2;
  }
  checkNode();
  await alone(async () => {
    await ensureNodeModules(root);
    await ensureVirtualenv(root, requirements);
    if (purpose === 'emulator' || purpose === 'checks') await ensureMariaDb(root);
  });
  return run(command, args);
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
