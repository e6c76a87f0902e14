import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { zip } from '../../../tools/package/zip';
import { temporaryFolder } from '../../support/temporary-folder';

/** Entries as Python's own reader of zip files sees them, their sums checked. */
const READ = `
import json, sys, zipfile
archive = zipfile.ZipFile(sys.argv[1])
assert archive.testzip() is None
print(json.dumps([[i.filename, archive.read(i).hex(), i.date_time, i.external_attr >> 16, i.compress_type] for i in archive.infolist()]))`;

function read(content: Buffer): [string, string, number[], number, number][] {
  const file = join(temporaryFolder('zip'), 'a.zip');
  writeFileSync(file, content);
  return JSON.parse(execFileSync('python3', ['-c', READ, file], { encoding: 'utf8' })) as ReturnType<
    typeof read
  >;
}

test('what goes in comes out, in the order of the names’ bytes, readable by everybody, of 1980', () => {
  const files = [
    { path: 'b/é.py', content: Buffer.from('x') },
    { path: 'B.py', content: Buffer.alloc(0) },
    { path: 'b.py', content: Buffer.from([0, 255, 10, 13]) },
  ];
  const [date, mode, stored] = [[1980, 1, 1, 0, 0, 0], 0o100644, 0];
  expect(read(zip(files))).toEqual([
    ['B.py', '', date, mode, stored],
    ['b.py', '00ff0a0d', date, mode, stored],
    ['b/é.py', '78', date, mode, stored],
  ]);
});

test('the order in which files come makes no difference', () => {
  const files = fc.uniqueArray(
    fc.record({
      path: fc.stringMatching(/^[a-z/]{1,8}$/),
      content: fc.uint8Array().map((bytes) => Buffer.from(bytes)),
    }),
    { selector: ({ path }) => path, maxLength: 6 },
  );
  fc.assert(
    fc.property(files, (list) => {
      expect(zip([...list].reverse()).equals(zip(list))).toBe(true);
    }),
  );
});

test('a path that comes twice is refused', () => {
  const file = { path: 'a.py', content: Buffer.alloc(0) };
  expect(() => zip([file, file])).toThrow('a.py would stand twice in the package.');
});
