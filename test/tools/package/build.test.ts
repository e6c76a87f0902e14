import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { buildPackages, BuiltPackage } from '../../../tools/package/build';
import { packageRoot } from '../../support/package-root';
import { projectRoot } from '../../../tools/support/project';
import { runCommand } from '../../support/run-command';
import { temporaryFolder } from '../../support/temporary-folder';

const zipOf = (root: string): string => join(root, 'dist/lambdas/db-migrate.zip');

async function build(root: string, ...pythons: string[]): Promise<BuiltPackage> {
  const [built] = await buildPackages({ root, ...(pythons.length === 0 ? {} : { pythons }) });
  if (built === undefined) throw new Error('nothing was built');
  return built;
}

/** A folder in which the package was made. */
let made: string;
let bytes: Buffer;

beforeAll(async () => {
  made = packageRoot();
  await build(made);
  bytes = readFileSync(zipOf(made));
}, 60_000);

/** A second folder with the same package as `made`. */
function copy(): string {
  const root = temporaryFolder('package');
  cpSync(made, root, { recursive: true });
  return root;
}

test('the same sources give the same bytes, whatever their folder, dates, modes and order', async () => {
  const root = packageRoot();
  const folder = join(root, 'lambdas/db-migrate/db_migrate');
  const umask = process.umask(0o077);
  try {
    for (const file of readdirSync(folder).reverse()) {
      // Written anew, a folder lists its files in another order.
      const content = readFileSync(join(folder, file));
      rmSync(join(folder, file));
      writeFileSync(join(folder, file), content);
      utimesSync(join(folder, file), 1, 1);
      chmodSync(join(folder, file), 0o700);
    }
    await build(root);
  } finally {
    process.umask(umask);
  }
  expect(readFileSync(zipOf(root)).equals(bytes)).toBe(true);
}, 60_000);

test('the emulator and Lambda can import the package alone', () => {
  const code = `
import sys
sys.path.insert(0, sys.argv[1])
from db_migrate import handler
import pymysql
print(handler.__file__, pymysql.__file__)`;
  const python = join(projectRoot, '.venv/bin/python');
  const said = execFileSync(python, ['-I', '-B', '-c', code, zipOf(made)], { encoding: 'utf8' });
  expect(said.split(' ').every((file) => file.startsWith(zipOf(made)))).toBe(true);
});

test('the package holds what the function runs with, and nothing else', () => {
  const names = execFileSync('python3', ['-m', 'zipfile', '-l', zipOf(made)], { encoding: 'utf8' });
  const tops = [...names.matchAll(/^([\w.-]+)(?:\/\S*)? +\d{4}-/gm)].map(([, top]) => top);
  expect([...new Set(tops)].map((top) => top?.replace(/-[\d.]+\./, '.'))).toEqual([
    'clinic_database',
    'db_migrate',
    'pymysql.dist-info',
    'pymysql',
    'rds-ca.pem',
    'sql',
  ]);
  expect(names).toContain('licenses/LICENSE');
  expect(names).not.toMatch(/\.pyc|RECORD|INSTALLER|tests|requirements/);
});

test('a package that is up to date is left alone, and needs neither Python nor network', async () => {
  const root = copy();
  const before = statSync(zipOf(root));
  const { made: again, sha256 } = await build(root, 'no-such-python');
  expect({ again, before: statSync(zipOf(root)).mtimeMs }).toEqual({ again: false, before: before.mtimeMs });
  expect(sha256).toMatch(/^[0-9a-f]{64}$/);
});

test.each(['db_migrate/handler.py', 'sql/V0002__sample_data.sql'])(
  'a byte more in %s is another package',
  async (file) => {
    const root = copy();
    const { sha256 } = await build(root);
    appendFileSync(join(root, 'lambdas/db-migrate', file), '\n');
    const changed = await build(root);
    expect(changed.made).toBe(true);
    expect(changed.sha256).not.toBe(sha256);
  },
  60_000,
);

test('what is no part of the function does not count', async () => {
  const root = copy();
  mkdirSync(join(root, 'lambdas/db-migrate/db_migrate/__pycache__'));
  writeFileSync(join(root, 'lambdas/db-migrate/db_migrate/__pycache__/a.pyc'), 'x');
  writeFileSync(join(root, 'lambdas/db-migrate/tests/test_more.py'), 'x');
  expect((await build(root)).made).toBe(false);
});

test('a zip file that was damaged is made anew', async () => {
  const root = copy();
  appendFileSync(zipOf(root), 'x');
  expect((await build(root)).made).toBe(true);
  expect(readFileSync(zipOf(root)).equals(bytes)).toBe(true);
}, 60_000);

test('a wheel that is not the pinned one is refused, and nothing is made', async () => {
  const root = packageRoot();
  for (const file of readdirSync(join(root, '.cache/wheels'), { recursive: true, encoding: 'utf8' })) {
    if (file.endsWith('.whl')) appendFileSync(join(root, '.cache/wheels', file), 'x');
  }
  await expect(build(root)).rejects.toThrow(
    /pymysql-.*\.whl in .* is not what .*requirements\.txt pins: remove that folder/,
  );
  expect(readdirSync(root)).not.toContain('dist');
}, 60_000);

test('a requirement without a hash is refused', async () => {
  const root = packageRoot();
  writeFileSync(join(root, 'lambdas/db-migrate/requirements.txt'), 'PyMySQL==1.2.4\n');
  await expect(build(root)).rejects.toThrow(/Hashes are required[\s\S]*pip download failed/);
  expect(readdirSync(join(root, '.cache/wheels')).filter((name) => name.includes('.'))).toEqual([]);
}, 60_000);

test('without pip it says what to install; wheels that were fetched before need none', async () => {
  const root = packageRoot();
  expect((await build(root, 'no-such-python')).made).toBe(true);
  rmSync(join(root, '.cache/wheels'), { recursive: true });
  rmSync(join(root, 'dist'), { recursive: true });
  await expect(build(root, 'no-such-python')).rejects.toThrow(/^Python with pip is needed[^\n]*$/);
  expect(existsSync(join(root, 'dist'))).toBe(false);
});

test('the command says in a line what it did with each function', () => {
  const { stdout, status } = runCommand('package');
  expect(status).toBe(0);
  expect(stdout).toMatch(
    /^dist\/lambdas\/db-migrate\.zip (made|is up to date): \d+ KiB, sha256 [0-9a-f]{64}$/m,
  );
});
