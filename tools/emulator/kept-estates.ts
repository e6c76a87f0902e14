import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { join } from 'node:path';
import { filesOf } from '../deploy/applied';
import { Stack } from '../deploy/graph';
import { projectRoot } from '../support/project';
import { keepEmulator } from './kept';
import { keptFolder } from '../session/emulator-record';

/** The folder with what emulators kept, each below the key of what it was made from. */
const ESTATES = join(projectRoot, '.cache', 'estates');

/** Largest number of kept estates, of some 35 MB each. */
const MOST = 5;
const DAYS = 14;

/**
 * Key of a deployment: a hash of everything it is made from, such as the stacks with their packages and the emulator.
 *
 * @param others what else decides, such as the hosted zones that the account has
 */
export function estateKey(stacks: readonly Stack[], ...others: readonly string[]): string {
  const emulator = join(projectRoot, 'tools', 'emulator');
  const server = readdirSync(join(emulator, 'server'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.py'))
    .map((name) => join(emulator, 'server', name));
  const hash = createHash('sha256').update(JSON.stringify([stacks.map(({ name }) => name), others]));
  // The second names the version of Python.
  const installed = [join(emulator, 'requirements.txt'), join(projectRoot, '.venv', 'pyvenv.cfg')];
  for (const file of [...stacks.flatMap(filesOf), ...server.sort(), ...installed]) {
    hash.update(createHash('sha256').update(readFileSync(file)).digest());
  }
  return hash.digest('hex').slice(0, 16);
}

/**
 * Provides the result of `deploy` as the last clean end in an emulator's folder: a copy of an earlier deployment, or a
 * new one, which is kept for later.
 *
 * @param deploy starts an emulator in the folder and deploys on it
 * @param options.isFresh whether it has to be a new one
 * @returns whether it is from an earlier time
 */
export async function provideEstate(
  home: string,
  key: string,
  deploy: () => Promise<void>,
  { estates = ESTATES, isFresh = false }: { readonly estates?: string; readonly isFresh?: boolean } = {},
): Promise<boolean> {
  const estate = join(estates, key);
  const isThere = !isFresh && existsSync(estate);
  if (isThere) {
    mkdirSync(home, { recursive: true });
    cpSync(estate, keptFolder(home), { recursive: true });
    utimesSync(estate, new Date(), new Date());
  } else {
    await deploy();
    await keepEmulator(home);
    const aside = `${estate}.${process.pid}`;
    cpSync(keptFolder(home), aside, { recursive: true });
    if (existsSync(estate)) rmSync(aside, { recursive: true });
    else renameSync(aside, estate);
  }
  removeOld(estates);
  return isThere;
}

/** Removes old deployments, by number and age, and with them the partial copies that killed runs left. */
function removeOld(estates: string): void {
  const all = readdirSync(estates)
    .map((name) => ({ path: join(estates, name), used: statSync(join(estates, name)).mtimeMs }))
    .sort((a, b) => b.used - a.used);
  const oldest = Date.now() - DAYS * 24 * 3600 * 1000;
  for (const [index, { path, used }] of all.entries()) {
    if (index >= MOST || used < oldest) rmSync(path, { recursive: true, force: true });
  }
}
