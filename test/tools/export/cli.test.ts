import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../support/run-command';
import { temporaryFolder } from '../../support/temporary-folder';

test('a folder that holds something else is refused with 1', () => {
  const folder = temporaryFolder('export');
  writeFileSync(join(folder, 'mine.txt'), '');
  expect(runCommand('export', '--out', folder)).toMatchObject({
    status: 1,
    stderr: `${folder} holds what no export wrote (mine.txt), and an export replaces the whole folder: move that away, or name another folder.\n`,
  });
});
