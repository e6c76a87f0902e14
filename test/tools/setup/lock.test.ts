import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isAlive, startTime, tryLock } from '../../../tools/setup/lock.cjs';
import { temporaryFolder } from '../../support/temporary-folder';

const file = (): string => join(temporaryFolder('lock'), 'deep', 'lock');
const script = join(__dirname, '../../../tools/setup/lock.cjs');

function take(path: string): () => void {
  const lock = tryLock(path);
  if ('heldBy' in lock) throw new Error(`held by ${lock.heldBy}`);
  return () => {
    lock.release();
  };
}

it('is held by one at a time', () => {
  const path = file();
  const release = take(path);
  expect(tryLock(path)).toEqual({ heldBy: process.pid });
  release();
  take(path)();
});

it('takes over from a process that is gone', async () => {
  const path = file();
  const body = `require(${JSON.stringify(script)}).tryLock(${JSON.stringify(path)})`;
  await promisify(execFile)(process.execPath, ['-e', body]);
  take(path)();
});

it('takes over from a process whose id another one has now', () => {
  const path = file();
  take(path)();
  symlinkSync(`${process.pid}@another`, path);
  take(path)();
});

it('is taken by exactly one of many that come at once to a stale one', async () => {
  const path = file();
  take(path)();
  symlinkSync('999999999@1', path);
  const body = `
    const lock = require(${JSON.stringify(script)}).tryLock(${JSON.stringify(path)});
    console.log('release' in lock ? 'mine' : 'busy');
    setInterval(() => {}, 1000);`;
  // All live until the last has answered: the lock of one that is gone would be free again.
  const children = Array.from({ length: 6 }, () => spawn(process.execPath, ['-e', body]));
  const answers = await Promise.all(
    children.map(async ({ stdout }) => String((await once(stdout, 'data'))[0]).trim()),
  );
  for (const child of children) child.kill();
  expect(answers.filter((answer) => answer === 'mine')).toHaveLength(1);
});

it('knows a process from a later one with the same id', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  const pid = child.pid ?? 0;
  const started = startTime(pid);
  expect(isAlive(pid, started)).toBe(true);
  expect(isAlive(pid, `${started}1`)).toBe(false);
  child.kill('SIGKILL');
  await new Promise((resolve) => child.once('exit', resolve));
  expect(isAlive(pid, started)).toBe(false);
});
