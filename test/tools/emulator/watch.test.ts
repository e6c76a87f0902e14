import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { emulatorGone, watchEmulator } from '../../../tools/emulator/watch';
import { startTime } from '../../../tools/setup/lock.cjs';
import { temporaryFolder } from '../../support/temporary-folder';

test('a watch fires once the emulator is gone, and not before', async () => {
  const child = spawn(process.execPath, ['-e', 'process.stdin.resume()'], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const pid = child.pid ?? 0;
  const said: string[] = [];
  const emulator = { pid, port: 1, startedAt: '', processStart: startTime(pid) };
  const { gone, end } = watchEmulator(emulator, (words) => said.push(words));
  await new Promise((resolve) => setTimeout(resolve, 1200));
  expect({ aborted: gone.aborted, said }).toEqual({ aborted: false, said: [] });

  child.kill('SIGKILL');
  await once(gone, 'abort');
  end();
  expect(said).toEqual(['The emulator has ended: waiting for Terraform to give up, at most a minute.']);
});

test('what is told has the end of its log, and what to do', () => {
  const home = join(temporaryFolder('gone'), 'home');
  mkdirSync(home);
  writeFileSync(join(home, 'emulator.log'), 'first\n2\n3\n4\n5\nMemoryError\n');
  const { message } = emulatorGone(home);
  expect(message).toContain('MemoryError');
  expect(message).not.toContain('first');
  expect(message).toContain('`npm start` begins anew.');
});
