import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../tools/support/project';
import { temporaryFolder } from '../../support/temporary-folder';

const run = (...args: string[]): { status: number | null; stdout: string; stderr: string } =>
  spawnSync(process.execPath, ['--import', 'tsx', 'tools/export/cli.ts', ...args], {
    cwd: projectRoot,
    encoding: 'utf8',
  });

test('--help tells the exit codes', () => {
  const { status, stdout } = run('--help');
  expect(status).toBe(0);
  expect(stdout).toContain('Exit code: 0 exported, 1 for a failure');
});

test('a command that is not understood ends with 2 and writes nothing', () => {
  const folder = join(temporaryFolder('export'), 'out');
  expect(run('--env', 'nowhere', '--out', folder)).toMatchObject({
    status: 2,
    stderr: 'There is no environment nowhere, only dev, prod.\n',
  });
  expect(run('--nothing', '--out', folder)).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('Usage: npm run export') as string,
  });
  expect(run('--env', 'dev')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('--out is missing') as string,
  });
  expect(existsSync(folder)).toBe(false);
});

test('a folder that holds something else is refused with 1', () => {
  const folder = temporaryFolder('export');
  writeFileSync(join(folder, 'mine.txt'), '');
  expect(run('--out', folder)).toMatchObject({
    status: 1,
    stderr: `${folder} holds something that is no export (mine.txt): name a folder that is empty or does not exist yet.\n`,
  });
});
