import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { forgetKept, forkEmulator, keepEmulator } from '../../../tools/emulator/kept';
import { provideEstate } from '../../../tools/emulator/kept-estates';
import { startEmulator, StartedEmulator, stopEmulator } from '../../../tools/emulator/lifecycle';
import { keptFolder, readRecord } from '../../../tools/session/emulator-record';
import { temporaryFolder } from '../../support/temporary-folder';

let home: string;
let copy: string;
beforeEach(() => {
  [home, copy] = [temporaryFolder('kept'), temporaryFolder('copy')];
});
afterEach(async () => {
  await Promise.all([stopEmulator(home), stopEmulator(copy)]);
});

const start = (...args: string[]): Promise<StartedEmulator> =>
  startEmulator({ home, port: 0, launch: launch(...args) });
const launch = (...args: string[]) => ({
  program: process.execPath,
  args: [join(__dirname, 'fake-server.mjs'), ...args],
  cwd: __dirname,
});

/** Makes a kept estate with a state of the state backend. */
async function kept(): Promise<void> {
  await start();
  writeFileSync(join(home, 'state-backend.tfstate'), 'the state');
  await keepEmulator(home);
}

it('a clean end keeps what the emulator had, and the next start goes on from there', async () => {
  await kept();
  expect(readRecord(home)).toBeUndefined();
  expect(readdirSync(home).sort()).toEqual(['emulator.log', 'kept']);
  expect(await start()).toMatchObject({ started: true, resumed: true });
  expect(readFileSync(join(home, 'state-backend.tfstate'), 'utf8')).toBe('the state');
  // What was kept outlives a kill.
  await stopEmulator(home);
  expect(await start()).toMatchObject({ resumed: true });
});

it('what another version wrote is refused with the reason, and the emulator is empty', async () => {
  await kept();
  expect(await start('refusing')).toMatchObject({ resumed: false, refused: 'moto 1' });
  expect(existsSync(join(home, 'state-backend.tfstate'))).toBe(false);
});

it('a copy goes on beside it; forgotten, nothing is left', async () => {
  await kept();
  expect(await forkEmulator(home, copy, { port: 0, launch: launch() })).toMatchObject({ resumed: true });
  expect(await start()).toMatchObject({ resumed: true });
  await stopEmulator(home);
  forgetKept(home);
  expect(await start()).toMatchObject({ resumed: false });
});

it('an estate is deployed once, and after that taken from where it was kept', async () => {
  const estates = join(temporaryFolder('estates'), 'estates');
  const deploy = jest.fn(async () => {
    await start();
  });
  expect(await provideEstate(home, 'key', deploy, { estates })).toBe(false);
  expect(await provideEstate(copy, 'key', deploy, { estates })).toBe(true);
  expect(deploy).toHaveBeenCalledTimes(1);
  forgetKept(home);
  expect(await provideEstate(home, 'key', deploy, { estates, isFresh: true })).toBe(false);
  expect(deploy).toHaveBeenCalledTimes(2);
  expect(readdirSync(keptFolder(copy))).toEqual(readdirSync(keptFolder(home)));
});

it('of the estates the latest five stay, none longer than two weeks', async () => {
  const estates = temporaryFolder('estates');
  const days = (age: number): Date => new Date(Date.now() - age * 24 * 3600 * 1000);
  for (const [name, age] of Object.entries({ a: 1, b: 2, c: 3, d: 13, e: 15, key: 16 })) {
    mkdirSync(join(estates, name));
    utimesSync(join(estates, name), days(age), days(age));
  }
  await provideEstate(home, 'key', () => Promise.reject(new Error('it is there')), { estates });
  expect(readdirSync(estates).sort()).toEqual(['a', 'b', 'c', 'd', 'key']);
  for (const name of ['f', 'g']) mkdirSync(join(estates, name));
  await provideEstate(copy, 'key', () => Promise.reject(new Error('it is there')), { estates });
  expect(readdirSync(estates).sort()).toEqual(['a', 'b', 'f', 'g', 'key']);
});
