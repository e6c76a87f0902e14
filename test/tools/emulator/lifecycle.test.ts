import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, Server } from 'node:net';
import { join } from 'node:path';
import { runningEmulator, startEmulator, stopEmulator } from '../../../tools/emulator/lifecycle';
import { Launch } from '../../../tools/emulator/server-process';
import { isAlive, readRecord, writeRecord } from '../../../tools/session/emulator-record';
import { temporaryFolder } from '../../support/temporary-folder';

const launch = (...args: string[]): Launch => ({
  program: process.execPath,
  args: [join(__dirname, 'fake-server.mjs'), ...args],
  cwd: __dirname,
});

/** A port that somebody else listens on. */
async function takenPort(): Promise<{ port: number; server: Server }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return { server, port: typeof address === 'object' && address !== null ? address.port : 0 };
}

let home: string;
beforeEach(() => {
  home = temporaryFolder('lifecycle');
});
afterEach(async () => {
  await stopEmulator(home);
});

it('starts one emulator, finds it again, and stops it', async () => {
  const first = await startEmulator({ home, port: 0, launch: launch() });
  expect(first.started).toBe(true);
  expect(await runningEmulator(home)).toEqual(first.emulator);
  expect(await startEmulator({ home, port: 0, launch: launch() })).toEqual({
    emulator: first.emulator,
    started: false,
  });

  expect(await stopEmulator(home)).toEqual(first.emulator);
  expect(isAlive(first.emulator)).toBe(false);
  expect(await runningEmulator(home)).toBeUndefined();
  expect(await stopEmulator(home)).toBeUndefined();
});

it('takes another port when the one it prefers is taken', async () => {
  const { port, server } = await takenPort();
  const { emulator } = await startEmulator({ home, port, launch: launch() });
  expect(emulator.port).not.toBe(port);
  server.close();
});

it('forgets what stood in the memory of an emulator that is gone', async () => {
  const { emulator } = await startEmulator({ home, port: 0, launch: launch() });
  for (const name of ['env', 'state-backend.tfstate']) writeFileSync(join(home, name), '');
  process.kill(emulator.pid, 'SIGKILL');
  while (isAlive(emulator)) await new Promise((resolve) => setTimeout(resolve, 10));
  const next = await startEmulator({ home, port: 0, launch: launch() });
  expect(next.started).toBe(true);
  expect(['env', 'state-backend.tfstate'].filter((name) => existsSync(join(home, name)))).toEqual([]);
});

it('keeps it while the emulator runs', async () => {
  await startEmulator({ home, port: 0, launch: launch() });
  writeFileSync(join(home, 'state-backend.tfstate'), 'state');
  await startEmulator({ home, port: 0, launch: launch() });
  expect(readFileSync(join(home, 'state-backend.tfstate'), 'utf8')).toBe('state');
});

it('kills one that does not end when it is asked to', async () => {
  const { emulator } = await startEmulator({ home, port: 0, launch: launch('deaf') });
  await stopEmulator(home, 0.3);
  expect(isAlive(emulator)).toBe(false);
});

it('never stops a process that only has the same id', async () => {
  const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  try {
    writeRecord(home, { pid: other.pid ?? 0, port: 1, startedAt: '', processStart: 'another' });
    expect(await stopEmulator(home)).toBeUndefined();
    expect(other.exitCode).toBeNull();
    expect(other.signalCode).toBeNull();
  } finally {
    other.kill('SIGKILL');
  }
});

it('says why one did not start, with the end of its log, and leaves nothing behind', async () => {
  await expect(startEmulator({ home, port: 0, launch: launch('broken') })).rejects.toThrow(
    /did not start: it ended with exit code 3\..*ends with:\nno module named moto/s,
  );
  expect(readRecord(home)).toBeUndefined();
});

it('says how to get a server that is not installed', async () => {
  const missing = { ...launch(), program: join(home, 'python') };
  await expect(startEmulator({ home, launch: missing })).rejects.toThrow(
    'is missing: run this through `npm start`',
  );
});
