import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { attempt, runQuietly } from './run-quietly.mjs';
import { SetupError } from './setup-error.cjs';

const advice =
  'Check that the package servers of /etc/apt can be reached, or install what is fetched here yourself, then run this again.';

export const canUnpack = () =>
  ['apt-get', 'dpkg'].every((command) => spawnSync(command, ['--version']).status === 0);

const linesOf = (command, args) =>
  (spawnSync(command, args, { encoding: 'utf8' }).stdout ?? '').split('\n').filter((line) => line !== '');

/**
 * The packages to begin with, as the lists name them, which may be with a version behind; undefined when the lists do not
 * have one of them.
 */
function packagesToHave(wanted, options) {
  const pattern = `^(${wanted.join('|')})(-[0-9.]+)?$`;
  const found = linesOf('apt-cache', [...options, 'search', '--names-only', pattern]);
  const names = found.map((line) => line.split(' ')[0]).sort();
  const chosen = wanted.map((name) =>
    names.includes(name) ? name : names.findLast((each) => each.startsWith(name)),
  );
  return chosen.includes(undefined) ? undefined : chosen;
}

/** Dependencies of the packages: a list of alternatives for each. */
function dependencies(packages, options) {
  const groups = [];
  let goesOn = false;
  for (const line of linesOf('apt-cache', [...options, 'depends', '--important', ...packages])) {
    const [, sign, name] = /^ ([ |])(?:Pre)?Depends: (\S+)$/.exec(line) ?? [];
    if (name === undefined) continue;
    if (goesOn) groups.at(-1).push(name);
    else groups.push([name]);
    goesOn = sign === '|';
  }
  return groups;
}

function installedOf(packages) {
  const lines = linesOf('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\\n', ...packages]);
  return new Set(lines.filter((line) => line.endsWith(' installed')).map((line) => line.split(' ')[0]));
}

/** The wanted packages and all that they need and the system lacks; empty when the lists do not have them. */
function missingPackages(wanted, options) {
  const missing = new Set();
  let next = packagesToHave(wanted, options) ?? [];
  while (next.length > 0) {
    for (const name of next) missing.add(name);
    const groups = dependencies(next, options);
    const present = installedOf(groups.flat());
    const lacking = groups.filter((group) => !group.some((name) => present.has(name) || missing.has(name)));
    // In angle brackets: a name that only other packages provide.
    next = lacking.map(([first]) => first).filter((name) => !name.startsWith('<'));
  }
  return [...missing];
}

/** Downloads with the system's package lists, which may be missing or older than the package servers. */
async function downloadWithSystemLists(wanted, folder) {
  const packages = missingPackages(wanted, []);
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
  const packages = missingPackages(wanted, options);
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
