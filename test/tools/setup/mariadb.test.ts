import { execFile } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../support/temporary-folder';
import { APT_GET, DPKG, RUN, UNPACKED } from './debian-programs';

interface Result {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const says = (words: string): string => `#!/bin/sh\necho "$0  Ver ${words}"\n`;
const MARIADB = says('10.11.6-MariaDB for Linux on x86_64');

let root: string;

function write(path: string, content: string, mode = 0o644): void {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), content);
  chmodSync(join(root, path), mode);
}

const program = (path: string, content: string): void => {
  write(path, content, 0o755);
};

function ensure(): Promise<Result> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [join(root, 'run.mjs')],
      { env: { ROOT: root, PATH: join(root, 'bin') } },
      (_, stdout, stderr) => {
        resolve({ exitCode: child.exitCode, stdout, stderr });
      },
    );
  });
}

/** File that was written for the emulator, with paths below the test's folder. */
function found(): Record<string, string> {
  const text = readFileSync(join(root, '.cache', 'mariadb.json'), 'utf8').replaceAll(`${root}/`, '');
  return JSON.parse(text) as Record<string, string>;
}

/** Calls of apt-get since the last time. */
function calls(): string[] {
  const file = join(root, 'calls');
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  rmSync(file, { force: true });
  return lines;
}

/** A system with Debian's tools and nothing of MariaDB. */
function debian(): void {
  program('bin/apt-get', APT_GET);
  program('bin/dpkg', DPKG);
  write('mariadbd', UNPACKED, 0o755);
  const packages = PACKAGES.split(' ').map((name) => `Inst ${name} (1.0 Debian:12 [amd64])\n`);
  write(
    'inst',
    `0 upgraded, 5 newly installed\n${packages.join('')}Conf libaio1t64 (1.0 Debian:12 [amd64])\n`,
  );
}

const FETCHED = {
  server: '.cache/mariadb/usr/sbin/mariadbd',
  install_db: '.cache/mariadb/usr/bin/mariadb-install-db',
  client: '.cache/mariadb/usr/bin/mariadb',
  base_dir: '.cache/mariadb/usr',
  library_path: '.cache/mariadb/usr/lib/some-machine',
};

const PACKAGES = 'mariadb-server-core mariadb-client-core libaio1t64 mariadb-common mysql-common';

beforeEach(() => {
  root = temporaryFolder('mariadb');
  cpSync(join(__dirname, '../../../tools/setup'), join(root, 'tools/setup'), { recursive: true });
  write('run.mjs', RUN);
  mkdirSync(join(root, 'bin'));
  // Nothing else of this machine can be seen: it may have a MariaDB.
  for (const name of ['sh', 'cat', 'cp', 'mkdir', 'touch']) {
    symlinkSync(join('/bin', name), join(root, 'bin', name));
  }
});

it('takes an installed MariaDB, also where the PATH does not lead', async () => {
  debian();
  program('elsewhere/mariadbd', MARIADB);
  for (const name of ['mariadb', 'mariadb-install-db']) program(`bin/${name}`, MARIADB);
  expect(await ensure()).toEqual({ exitCode: 0, stdout: '', stderr: '' });
  expect(found()).toEqual({
    server: 'elsewhere/mariadbd',
    install_db: 'bin/mariadb-install-db',
    client: 'bin/mariadb',
    base_dir: root,
    library_path: '',
  });
  expect(calls()).toEqual([]);
});

it('follows links to the folder that MariaDB is installed in', async () => {
  program('cellar/mariadb/11.8/bin/mariadbd', MARIADB);
  for (const name of ['mariadb', 'mariadb-install-db']) program(`bin/${name}`, MARIADB);
  symlinkSync(join(root, 'cellar/mariadb/11.8/bin/mariadbd'), join(root, 'bin/mariadbd'));
  await ensure();
  expect(found()).toMatchObject({ server: 'bin/mariadbd', base_dir: 'cellar/mariadb/11.8' });
});

it.each([
  ['is missing', () => undefined],
  [
    'is MySQL',
    () => {
      program('bin/mariadbd', says('8.0.36 for Linux on x86_64 (MySQL Community Server - GPL)'));
    },
  ],
  [
    'is too old',
    () => {
      program('bin/mariadbd', says('10.5.29-MariaDB for Linux'));
    },
  ],
  [
    'does not run',
    () => {
      program('bin/mariadbd', '#!/bin/sh\nexit 127\n');
    },
  ],
])('says in one line what to install when the server %s and cannot be fetched', async (_, prepare) => {
  for (const name of ['mariadb', 'mariadb-install-db']) program(`bin/${name}`, MARIADB);
  prepare();
  const { exitCode, stdout, stderr } = await ensure();
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
  expect(stderr).toMatch(/^MariaDB 10\.6 or newer is needed .*brew install mariadb.*\n$/);
  expect(existsSync(join(root, '.cache/mariadb.json'))).toBe(false);
});

it('fetches from Debian what the system lacks, once', async () => {
  debian();
  const { exitCode, stdout, stderr } = await ensure();
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(stdout).toMatch(/^Fetching MariaDB, .*\n$/);
  expect(found()).toEqual(FETCHED);
  expect(calls()).toEqual([`apt-get download ${PACKAGES}`]);
  expect(readdirSync(join(root, '.cache')).sort()).toEqual(['mariadb', 'mariadb.json']);

  expect(await ensure()).toEqual({ exitCode: 0, stdout: '', stderr: '' });
  expect(calls()).toEqual([]);
});

it.each(['empty', 'stale'])('fetches package lists of its own when the system’s are %s', async (state) => {
  debian();
  write(state, '');
  const { exitCode, stderr } = await ensure();
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(found()).toEqual(FETCHED);
  const own = calls().filter((call) => call.includes(`-o Dir::State::lists=${root}/.cache/`));
  expect(own.map((call) => call.replace(/-o \S+ /g, ''))).toEqual([
    'apt-get update',
    `apt-get download ${PACKAGES}`,
  ]);
  expect(readdirSync(join(root, '.cache')).sort()).toEqual(['mariadb', 'mariadb.json']);
});

it.each([
  ['offline', "Could not resolve 'deb.debian.org'", 'package servers of /etc/apt can be reached'],
  ['full', 'No space left on device', 'space left on the disk'],
])('tells why it failed when %s, and begins anew the next time', async (state, words, advice) => {
  debian();
  write(state, '');
  const { exitCode, stderr } = await ensure();
  expect(exitCode).toBe(1);
  expect(stderr).toContain(words);
  expect(stderr).toContain(advice);
  expect(existsSync(join(root, '.cache/mariadb'))).toBe(false);
  expect(existsSync(join(root, '.cache/mariadb.json'))).toBe(false);
  rmSync(join(root, state));
  expect((await ensure()).exitCode).toBe(0);
  expect(found()).toEqual(FETCHED);
});

it('refuses packages that cannot run here', async () => {
  debian();
  write('inst', 'Inst mariadb-server-core (1.0 Debian:12 [amd64])\n');
  const { exitCode, stderr } = await ensure();
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/does not run here .* install one from https:\/\/mariadb\.org/);
  expect(existsSync(join(root, '.cache/mariadb'))).toBe(false);
});

it('looks again when the programs are gone, and fetches nothing that is there', async () => {
  debian();
  await ensure();
  calls();
  const moved = join(root, 'moved');
  mkdirSync(moved);
  renameSync(join(root, '.cache'), join(moved, '.cache'));
  cpSync(join(root, 'tools'), join(moved, 'tools'), { recursive: true });
  renameSync(join(root, 'run.mjs'), join(moved, 'run.mjs'));
  renameSync(join(root, 'bin'), join(moved, 'bin'));
  root = moved;
  expect((await ensure()).exitCode).toBe(0);
  expect(found()).toEqual(FETCHED);
  expect(calls()).toEqual([]);
});
