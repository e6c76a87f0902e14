import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { attempt, runQuietly } from './run-quietly.mjs';
import { SetupError } from './setup-error.cjs';

const advice =
  'Check that the package servers of /etc/apt can be reached, or install what is fetched here yourself, then run this again.';

export const canUnpack = () =>
  ['apt-get', 'dpkg'].every((command) => spawnSync(command, ['--version']).status === 0);

/**
 * The packages, and all that they need and the system lacks, as apt would install them; empty when its lists do not have them.
 * The lists may name them with a version behind.
 */
function packagesToUnpack(wanted, options) {
  const patterns = wanted.map((name) => `^${name}(-[0-9.]+)?$`);
  const install = ['--simulate', '--reinstall', '--no-install-recommends', 'install', ...patterns];
  const { stdout } = spawnSync('apt-get', [...options, ...install], { encoding: 'utf8' });
  return [...(stdout ?? '').matchAll(/^Inst (\S+) /gm)].map(([, name]) => name);
}

/** Downloads with the system's package lists, which may be missing or older than the package servers. */
async function downloadWithSystemLists(wanted, folder) {
  const packages = packagesToUnpack(wanted, []);
  if (packages.length === 0) return false;
  const { code } = await attempt('apt-get', ['download', ...packages], { cwd: folder });
  return code === 0;
}

/** Downloads with lists of our own, fetched from the sources that the system is configured for. */
async function downloadWithOwnLists(wanted, folder, work) {
  const lists = join(work, 'lists');
  const cache = join(work, 'cache');
  for (const each of [lists, cache]) mkdirSync(join(each, 'partial'), { recursive: true });
  mkdirSync(join(cache, 'archives', 'partial'), { recursive: true });
  const settings = [`Dir::State::lists=${lists}`, `Dir::Cache=${cache}`, 'Debug::NoLocking=1'];
  // As root apt would work as a user that may not come into this folder.
  settings.push('APT::Sandbox::User=root');
  const options = settings.flatMap((setting) => ['-o', setting]);
  await runQuietly('apt-get', [...options, 'update'], advice);
  const packages = packagesToUnpack(wanted, options);
  if (packages.length === 0) {
    throw new SetupError(`The package servers of /etc/apt have no ${wanted.join(' and ')}. ${advice}`);
  }
  await runQuietly('apt-get', [...options, 'download', ...packages], advice, { cwd: folder });
}

/**
 * Fetches packages and what they need, and unpacks them into `folder`. Needs no root and changes nothing elsewhere. The
 * folder is there when all of it is.
 *
 * @throws SetupError when they cannot be had
 */
export async function ensureUnpacked(folder, { packages: wanted, announcement }) {
  if (existsSync(folder)) return;
  console.log(announcement);
  const work = `${folder}.new`;
  const [packages, root] = [join(work, 'packages'), join(work, 'root')];
  rmSync(work, { recursive: true, force: true });
  for (const each of [packages, root]) mkdirSync(each, { recursive: true });
  if (!(await downloadWithSystemLists(wanted, packages))) await downloadWithOwnLists(wanted, packages, work);
  for (const file of readdirSync(packages)) {
    await runQuietly('dpkg', ['-x', join(packages, file), root], 'Is there space left on the disk?');
  }
  renameSync(root, folder);
  rmSync(work, { recursive: true, force: true });
}

/** The folders of shared libraries below an unpacked one. */
export function libraryFolders(folder) {
  const parents = [join(folder, 'usr', 'lib'), join(folder, 'lib')].filter((each) => existsSync(each));
  const all = parents.flatMap((parent) => [parent, ...readdirSync(parent).map((name) => join(parent, name))]);
  return all.filter((each) => {
    try {
      return readdirSync(each).some((name) => /\.so(\.|$)/.test(name));
    } catch {
      return false;
    }
  });
}
