import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../support/run-command';
import { temporaryFolder } from '../../support/temporary-folder';

test('a folder that holds something else is refused with 1', () => {
  const folder = temporaryFolder('export');
  writeFileSync(join(folder, 'mine.txt'), '');
  expect(runCommand('export', '--out', folder)).toMatchObject({
    status: 1,
    stderr: `${folder} holds something that is no export (mine.txt): name a folder that is empty or does not exist yet.\n`,
  });
});
