import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { takePictures } from '../../../tools/pictures/run';
import { temporaryFolder } from '../../support/temporary-folder';

test('what cannot be pictured is said before a browser starts', async () => {
  const home = temporaryFolder('pictures');
  const log = join(home, 'start.log');
  await expect(takePictures({ log, home })).rejects.toThrow(`There is no file ${log}.`);
  writeFileSync(log, 'dev-network  planning\n');
  await expect(takePictures({ log, home })).rejects.toThrow('holds no table of stacks');
  writeFileSync(log, 'Stack  Resources\ndev-network  2\n\nOutputs\n');
  await expect(takePictures({ log, home })).rejects.toThrow(`No emulator runs in ${home}`);
});
