import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runQuietly } from './run-quietly.mjs';

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/**
 * Reason for which node_modules is not what package-lock.json says, or undefined when it is. npm itself writes down what it
 * installed, last of all, in node_modules/.package-lock.json.
 *
 * @param {boolean} needsDev whether the packages of development have to be there, which `npm ci --omit=dev` leaves out
 */
export function whyInstall(root, needsDev) {
  const wanted = readPackages(join(root, 'package-lock.json'));
  const present = readPackages(join(root, 'node_modules', '.package-lock.json'));
  if (present === undefined) return 'node_modules is missing or incomplete';
  for (const [name, { version, integrity, optional, dev }] of Object.entries(wanted ?? {})) {
    if (name === '') continue;
    const found = present[name];
    // npm leaves out what is for another platform.
    if (found === undefined && (optional || (dev && !needsDev))) continue;
    if (found?.version !== version || found.integrity !== integrity) {
      return `${name.replace(/^.*node_modules\//, '')} differs from package-lock.json`;
    }
  }
  return undefined;
}

/** Runs `npm ci` when node_modules does not match package-lock.json. */
export async function ensureNodeModules(root, needsDev) {
  const why = whyInstall(root, needsDev);
  if (why === undefined) return;
  console.log(`Installing the npm packages: ${why}.`);
  await runQuietly(
    'npm',
    ['ci', '--no-audit', '--no-fund'],
    'Check that the npm registry can be reached and that package-lock.json fits package.json, then run this again.',
    { cwd: root },
  );
}
