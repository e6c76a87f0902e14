import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { canUnpack, ensureUnpacked, libraryFolders } from './debian-packages.mjs';
import { SetupError } from './setup-error.cjs';

/** Tells whether a process may mount a hosts file of its own over the system's. */
const canMount = () =>
  spawnSync('unshare', ['-rm', 'mount', '--bind', '/etc/hosts', '/etc/hosts']).status === 0;

/** The library below a folder that has a process find names in a file; undefined without one. */
const libraryIn = (folder) =>
  libraryFolders(folder)
    .map((each) => readdirSync(each).map((name) => join(each, name)))
    .flat()
    .find((file) => /\/libnss_wrapper\.so$/.test(file));

/**
 * Makes `.cache/name-lookup.json` tell how programs that stand in for tasks find the names of the VPC: `{}` where each can
 * mount a hosts file of its own, else `library`, which they preload.
 *
 * @throws SetupError where neither can be had
 * @see https://cwrap.org/nss_wrapper.html
 */
export async function ensureNameLookup(root, mounts = canMount()) {
  const cache = resolve(root, '.cache');
  const file = join(cache, 'name-lookup.json');
  mkdirSync(cache, { recursive: true });
  if (mounts) {
    writeFileSync(file, '{}\n');
    return;
  }
  const folder = join(cache, 'nss-wrapper');
  if (libraryIn('/') === undefined && (existsSync(folder) || canUnpack())) {
    await ensureUnpacked(folder, {
      packages: ['libnss-wrapper'],
      announcement: 'Fetching libnss-wrapper, 30 KB, since this machine lets no process mount a hosts file.',
    });
  }
  const library = libraryIn('/') ?? libraryIn(folder);
  if (library === undefined) {
    throw new SetupError(
      'Programs that stand in for tasks need names of their own: allow user namespaces (`sysctl -w kernel.apparmor_restrict_unprivileged_userns=0` on Ubuntu), or install nss_wrapper (the package libnss-wrapper of Debian and Ubuntu).',
    );
  }
  writeFileSync(file, `${JSON.stringify({ library })}\n`);
}
