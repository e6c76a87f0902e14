import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { shareInstalled } from '../../../tools/preview/base-source';
import { temporaryFolder } from '../../support/temporary-folder';

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder('preview');
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}
const PINS = { 'package-lock.json': 'one', 'tools/emulator/requirements.txt': 'one' };
const INSTALLED = { 'node_modules/a': '', '.venv/b': '', '.cache/wheels/c': 'wheel' };
const isLink = (...path: string[]): boolean => lstatSync(join(...path)).isSymbolicLink();

test('a base that pins the same shares what is installed, and has caches of its own', () => {
  const source = folderWith(PINS);
  expect(shareInstalled(source, folderWith({ ...PINS, ...INSTALLED }))).toEqual([]);
  expect([isLink(source, 'node_modules/a'), isLink(source, '.venv')]).toEqual([true, true]);
  expect(isLink(source, 'node_modules')).toBe(false);
  expect(isLink(source, '.cache/wheels')).toBe(false);
  expect(readFileSync(join(source, '.cache/wheels/c'), 'utf8')).toBe('wheel');
});

test('a base that pins something else gets none of that, so that its bootstrap installs it', () => {
  const source = folderWith({ ...PINS, 'package-lock.json': 'two' });
  expect(shareInstalled(source, folderWith({ ...PINS, ...INSTALLED }))).toEqual(['package-lock.json']);
  expect(existsSync(join(source, 'node_modules'))).toBe(false);
  expect(isLink(source, '.venv')).toBe(true);
});

test("what a base has committed there is in nobody's way, and no link of it leads out of it", () => {
  const outside = temporaryFolder('outside');
  const source = folderWith({ ...PINS, 'node_modules/a': 'committed' });
  symlinkSync(outside, join(source, '.cache'));
  shareInstalled(source, folderWith({ ...PINS, ...INSTALLED }));
  expect(isLink(source, 'node_modules/a')).toBe(true);
  expect(readFileSync(join(source, '.cache/wheels/c'), 'utf8')).toBe('wheel');
  expect(readdirSync(outside)).toEqual([]);
});
