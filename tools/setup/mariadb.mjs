import { spawnSync } from 'node:child_process';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { canUnpack, ensureUnpacked, libraryFolders } from './debian-packages.mjs';
import { SetupError } from './setup-error.cjs';

/** The oldest release that is maintained; `require_secure_transport` is older. */
const minimum = [10, 6];

/** Folders of database servers that are not on every PATH: Debian, Fedora, Homebrew on both kinds of Mac. */
const usualPlaces = [
  '/usr/sbin',
  '/usr/local/sbin',
  '/usr/libexec',
  '/usr/local/bin',
  '/opt/homebrew/opt/mariadb/bin',
  '/usr/local/opt/mariadb/bin',
];

const isProgram = (file) => {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
};

/** Checks whether the program is MariaDB's, new enough, and able to run. */
function isMariaDb(file, libraryPath = '') {
  const env = libraryPath === '' ? process.env : { ...process.env, LD_LIBRARY_PATH: libraryPath };
  const { stdout } = spawnSync(file, ['--no-defaults', '--version'], { encoding: 'utf8', env });
  const [, ...version] = /(\d+)\.(\d+)\.\d+-MariaDB/.exec(stdout ?? '') ?? [];
  const [major, minor] = version.map(Number);
  return major > minimum[0] || (major === minimum[0] && minor >= minimum[1]);
}

/** MariaDB as it is installed, or undefined when a part of it is missing. */
function findInstalled(places) {
  const folders = [...process.env.PATH.split(delimiter).filter((folder) => folder !== ''), ...places];
  const whereIs = (name) => folders.map((folder) => join(folder, name)).filter(isProgram);
  const server = whereIs('mariadbd').find((file) => isMariaDb(file));
  const client = whereIs('mariadb').find((file) => isMariaDb(file));
  const [installDb] = whereIs('mariadb-install-db');
  if (server === undefined || client === undefined || installDb === undefined) return undefined;
  const baseDir = dirname(dirname(realpathSync(server)));
  return { server, install_db: installDb, client, base_dir: baseDir, library_path: '' };
}

/** MariaDB from Debian's or Ubuntu's own packages, unpacked into a folder of the project. */
async function fetchFromDebian(folder) {
  await ensureUnpacked(folder, {
    // The server and the client alone.
    packages: ['mariadb-server-core', 'mariadb-client-core'],
    announcement: 'Fetching MariaDB, about 10 MB, for the emulator’s database: none is installed.',
  });
  const bin = join(folder, 'usr', 'bin');
  const programs = {
    server: join(folder, 'usr', 'sbin', 'mariadbd'),
    install_db: join(bin, 'mariadb-install-db'),
    client: join(bin, 'mariadb'),
    base_dir: join(folder, 'usr'),
    library_path: libraryFolders(folder).join(':'),
  };
  if (isMariaDb(programs.server, programs.library_path)) return programs;
  rmSync(folder, { recursive: true, force: true });
  throw new SetupError(
    `The MariaDB of this system's packages does not run here without being installed, or is older than ${minimum.join('.')}: install one from https://mariadb.org/download.`,
  );
}

function areThere(file) {
  try {
    const { server, install_db: installDb, client } = JSON.parse(readFileSync(file, 'utf8'));
    return [server, installDb, client].every(isProgram);
  } catch {
    return false;
  }
}

/**
 * Makes `.cache/mariadb.json` tell where MariaDB's programs lie: those that are installed, else those of Debian's
 * packages, which are fetched without root. The emulator starts them for Aurora clusters.
 *
 * @param places folders to look in after the PATH
 * @throws SetupError when there is none and none can be fetched
 */
export async function ensureMariaDb(root, places = usualPlaces) {
  const cache = join(root, '.cache');
  const file = join(cache, 'mariadb.json');
  if (areThere(file)) return;
  const folder = join(cache, 'mariadb');
  const programs =
    findInstalled(places) ?? (existsSync(folder) || canUnpack() ? await fetchFromDebian(folder) : undefined);
  if (programs === undefined) {
    throw new SetupError(
      `MariaDB ${minimum.join('.')} or newer is needed for the emulator's database, but there is no mariadbd with mariadb-install-db and mariadb: install it, on macOS with \`brew install mariadb\`, on Fedora with \`dnf install mariadb-server\`, elsewhere from https://mariadb.org/download.`,
    );
  }
  mkdirSync(cache, { recursive: true });
  writeFileSync(`${file}.new`, `${JSON.stringify(programs, null, 2)}\n`);
  renameSync(`${file}.new`, file);
}
