import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPlanned } from '../../../tools/saved-plans/plan-record';
import { runCommand } from '../../support/run-command';
import { temporaryFolder } from '../../support/temporary-folder';

const folder = temporaryFolder('apply');
test('without plans apply says what to run, and so it does for a record that it cannot read', () => {
  const empty = join(folder, 'empty');
  expect(runCommand('apply', '--plans', empty)).toMatchObject({
    status: 1,
    stderr: `Nothing is planned in ${empty}. Plan first:\n\n  npm run plan -- --env dev --plans ${empty}\n`,
  });
  const broken = join(folder, 'broken');
  mkdirSync(broken);
  for (const text of ['{', 'null', '{"format":1}']) {
    writeFileSync(join(broken, 'planned.json'), text);
    expect(() => readPlanned(broken, 'npm run plan')).toThrow(/planned\.json cannot be read[^]*npm run plan/);
  }
});
