import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { EMULATOR_HOME, markerOf, unfinishedRuns } from '../../../tools/deploy/unfinished-runs';
import { startTime } from '../../../tools/setup/lock.cjs';
import { temporaryFolder } from '../../support/temporary-folder';

const home = temporaryFolder('unfinished');

test('runs are unfinished whose marker outlived their command, on an emulator only', () => {
  expect(markerOf({}, 'dev-data')).toBeUndefined();
  expect(unfinishedRuns(home)).toEqual([]);
  const { file = '', text = '' } = markerOf({ [EMULATOR_HOME]: home }, 'dev-data') ?? {};
  mkdirSync(dirname(file));
  writeFileSync(file, text);
  writeFileSync(`${dirname(file)}/dev-edge.99999999.1`, '99999999.1');
  writeFileSync(`${dirname(file)}/dev-edge.99999998.1`, '99999998.1');
  const alive = `${process.ppid}.${startTime(process.ppid)}`;
  writeFileSync(`${dirname(file)}/dev-network.${alive}`, alive);
  expect(unfinishedRuns(home)).toEqual(['dev-data', 'dev-edge']);
});
