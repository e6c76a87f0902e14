import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../tools/support/project';
import { temporaryFolder } from './support/temporary-folder';

const files = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => [
        join(parentPath, name).slice(folder.length),
        readFileSync(join(parentPath, name), 'utf8'),
      ]),
  );

test('.gen is what `npm run get` makes of modules/', () => {
  const folder = temporaryFolder('gen');
  const { status, stdout, stderr } = spawnSync(
    join(projectRoot, 'node_modules/.bin/cdktf'),
    ['get', '--output', folder],
    {
      cwd: projectRoot,
      encoding: 'utf8',
      env: { ...process.env, CHECKPOINT_DISABLE: '1' },
    },
  );
  expect({ status, output: status === 0 ? '' : stdout + stderr }).toEqual({ status: 0, output: '' });
  expect(files(join(projectRoot, '.gen'))).toEqual(files(folder));
}, 60_000);
