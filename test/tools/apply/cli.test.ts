import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../tools/support/project';
import { temporaryFolder } from '../../support/temporary-folder';

const folder = temporaryFolder('apply');
const run = (tool: string, ...args: string[]): { status: number | null; stdout: string; stderr: string } =>
  spawnSync(process.execPath, ['--import', 'tsx', `tools/${tool}/cli.ts`, ...args], {
    cwd: projectRoot,
    encoding: 'utf8',
  });

test.each([
  ['apply', 'Exit code: 0 applied, or nothing was left to apply. 2 what held is applied'],
  ['drift', 'Exit code: 0 no drift, 2 drift, 1 for everything else'],
])('%s --help tells the exit codes', (tool, words) => {
  const { status, stdout } = run(tool, '--help');
  expect(status).toBe(0);
  expect(stdout).toContain(words);
});

test.each(['apply', 'drift'])('%s: an unknown environment and an unknown option are exit code 1', (tool) => {
  expect(run(tool, '--env', 'nowhere')).toMatchObject({
    status: 1,
    stderr: 'There is no environment nowhere, only dev, prod.\n',
  });
  expect(run(tool, '--nothing')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('--nothing') as string,
  });
});

test('without plans apply says what to run, and so it does for a record that it cannot read', () => {
  const empty = join(folder, 'empty');
  expect(run('apply', '--plans', empty)).toMatchObject({
    status: 1,
    stderr: `Nothing is planned in ${empty}. Plan first:\n\n  npm run plan -- --env dev --plans ${empty}\n`,
  });
  const broken = join(folder, 'broken');
  mkdirSync(broken);
  for (const text of ['{', 'null', '{"format":2}']) {
    writeFileSync(join(broken, 'planned.json'), text);
    expect(run('apply', '--plans', broken)).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/planned\.json cannot be read[^]*npm run plan/) as string,
    });
  }
});
