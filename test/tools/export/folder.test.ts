import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { RECORD } from '../../../tools/export/files';
import { checkFolder, writeFolder } from '../../../tools/export/folder';
import { temporaryFolder } from '../../support/temporary-folder';

const exportOf = (content: string, ...paths: string[]): Map<string, Buffer> =>
  new Map([
    ...paths.map((path): [string, Buffer] => [path, Buffer.from(content)]),
    [RECORD, Buffer.from(JSON.stringify({ files: Object.fromEntries(paths.map((path) => [path, ''])) }))],
  ]);

const write = (folder: string, path: string, content = ''): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
};

/** Everything below the folder that is no folder. */
const contents = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .sort();

test.each(['new/below', 'empty'])('an export goes into a folder that is %s', (name) => {
  const place = temporaryFolder('export');
  mkdirSync(join(place, 'empty'));
  expect(writeFolder(join(place, name), exportOf('one', 'README.md', 'stacks/a/cdk.tf.json'))).toBe(false);
  expect(contents(join(place, name))).toEqual(['README.md', RECORD, 'stacks/a/cdk.tf.json']);
});

test('an earlier export is replaced as a whole, with what Terraform left in it, and nothing stays beside it', () => {
  const place = temporaryFolder('export');
  const folder = join(place, 'dev');
  writeFolder(folder, exportOf('one', 'README.md', 'stacks/gone/cdk.tf.json'));
  write(folder, 'stacks/gone/.terraform/providers/link');
  write(folder, 'stacks/gone/.terraform-emulator/terraform.tfstate');
  expect(writeFolder(folder, exportOf('two', 'README.md', 'stacks/come/cdk.tf.json'))).toBe(true);
  expect(contents(place)).toEqual(['dev/README.md', `dev/${RECORD}`, 'dev/stacks/come/cdk.tf.json']);
  expect(readFileSync(join(folder, 'README.md'), 'utf8')).toBe('two');
});

test('a link to a folder stays a link', () => {
  const place = temporaryFolder('export');
  mkdirSync(join(place, 'there'));
  symlinkSync('there', join(place, 'link'));
  writeFolder(join(place, 'link'), exportOf('one', 'README.md'));
  expect(contents(place)).toEqual(['link', 'there/README.md', `there/${RECORD}`]);
});

describe('a folder is refused, and stays as it is,', () => {
  const place = temporaryFolder('export');
  const refusal = (folder: string): string => {
    const before = contents(place);
    let message = '';
    try {
      writeFolder(folder, exportOf('one', 'README.md'));
    } catch (error) {
      message = (error as Error).message;
    }
    expect(contents(place)).toEqual(before);
    return message;
  };

  test('when it holds something else', () => {
    const folder = join(place, 'other');
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) write(folder, name);
    expect(refusal(folder)).toBe(
      `${folder} holds what no export wrote (a, b, c, d, e, 2 more), and an export replaces the whole folder: move that away, or name another folder.`,
    );
  });

  test.each(['', 'null', '{}', '{"files":', '{"files": null}'])('when its export.json is %j', (text) => {
    const folder = join(place, `record-${text.length}`);
    write(folder, RECORD, text);
    expect(refusal(folder)).toContain('holds what no export wrote (export.json)');
  });

  test.each(['stacks/a/terraform.tfstate', '.git/HEAD', 'stacks/a/mine.tf'])(
    'when %s lies in an earlier export',
    (path) => {
      const folder = join(place, path.replaceAll('/', '-'));
      writeFolder(folder, exportOf('one', 'README.md', 'stacks/a/cdk.tf.json'));
      write(folder, path);
      expect(refusal(folder)).toContain(`holds what no export wrote (${path})`);
    },
  );

  test('when it is a file', () => {
    const file = join(place, 'file');
    writeFileSync(file, '');
    expect(() => {
      checkFolder(file);
    }).toThrow(`${file} is a file: name a folder for the export.`);
  });

  test('when it cannot be made', () => {
    const folder = join(place, 'file', 'below');
    expect(refusal(folder)).toContain(`${folder} cannot be written, and is as it was: `);
  });

  test('when writing fails in the middle', () => {
    const folder = join(place, 'half');
    writeFolder(folder, exportOf('one', 'README.md'));
    const clash = exportOf('two', 'README.md', 'README.md/below');
    expect(() => writeFolder(folder, clash)).toThrow(`${folder} cannot be written, and is as it was: `);
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).toBe('one');
    expect(readdirSync(place).filter((name) => name.startsWith('.half'))).toEqual([]);
    expect(existsSync(join(folder, RECORD))).toBe(true);
  });
});
