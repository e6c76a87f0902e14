import { ChildProcess, spawn } from 'node:child_process';
import { marked } from '../../../tools/deploy/run-mark';
import { hasEnded } from '../../../tools/deploy/unfinished-runs';
import { endLeftovers } from '../../../tools/emulator/leftover-processes';
import { startTime } from '../../../tools/setup/lock.cjs';
import { cleanUp } from '../../support/clean-up';

const ENDPOINT = 'http://127.0.0.1:1';
/** No process has such a high id. */
const DEAD = '99999999.1';

function sleeper(env: NodeJS.ProcessEnv): ChildProcess {
  const child = spawn('sleep', ['60'], { env: { PATH: process.env.PATH, ...env }, stdio: 'ignore' });
  cleanUp(() => void child.kill('SIGKILL'));
  return child;
}
const mark = (command: string): NodeJS.ProcessEnv => ({
  AWS_ENDPOINT_URL: ENDPOINT,
  TF_APPEND_USER_AGENT: `a person's petclinic-run/dev-two.${command}`,
});
const parent = `${process.ppid}.${startTime(process.ppid)}`;

test('only what is provably left of a run on the emulator is ended', async () => {
  const left = [
    sleeper(mark(DEAD)),
    sleeper({ AWS_ENDPOINT_URL: ENDPOINT, ...marked(mark('x'), 'dev-two') }),
  ];
  const others = [
    sleeper(mark(parent)),
    sleeper({ ...mark(DEAD), AWS_ENDPOINT_URL: 'http://127.0.0.1:2' }),
    sleeper({ AWS_ENDPOINT_URL: ENDPOINT }),
  ];
  await Promise.all(
    [...left, ...others].map((child) => new Promise((resolve) => child.once('spawn', resolve))),
  );
  const ends = left.map(
    (child) =>
      new Promise((resolve) =>
        child.once('exit', (_, signal) => {
          resolve(signal);
        }),
      ),
  );
  expect(await endLeftovers(ENDPOINT)).toBe(2);
  expect(await Promise.all(ends)).toEqual(['SIGKILL', 'SIGKILL']);
  expect(others.map(({ signalCode, exitCode }) => signalCode ?? exitCode)).toEqual([null, null, null]);
});

test.each([
  [DEAD, true],
  [parent, false],
  [`${process.ppid}.1`, true],
])('whether the command %s has ended', (command, expected) => {
  expect(hasEnded(command)).toBe(expected);
});
