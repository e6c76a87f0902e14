import { cpSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ToolError } from '../support/project';
import { isGone, runningEmulator, startEmulator, StartOptions, stopEmulator } from './lifecycle';
import { Emulator, endpointOf, forget, keptFolder, ownFiles } from '../session/emulator-record';

/** Time for a large state on a busy machine. */
const END_SECONDS = 60;

/**
 * Ends the emulator of the folder cleanly: all that is in it is kept there, in place of what an earlier end kept.
 *
 * @returns what was ended, or undefined when none ran
 * @throws ToolError when it cannot be kept; it is stopped all the same, and what was kept before stays
 */
export async function keepEmulator(home: string): Promise<Emulator | undefined> {
  const emulator = await runningEmulator(home);
  if (emulator === undefined) return undefined;
  const [kept, aside] = [keptFolder(home), `${keptFolder(home)}.new`];
  rmSync(aside, { recursive: true, force: true });
  const response = await fetch(`${endpointOf(emulator)}/_emulator/keep`, {
    method: 'POST',
    body: JSON.stringify({ folder: aside }),
  });
  if (!response.ok || !(await isGone(emulator, END_SECONDS))) {
    await stopEmulator(home);
    throw new ToolError(
      `The emulator could not be kept, so it was stopped without: its log is in ${join(home, 'emulator.log')}. The next start goes on from the clean end before, if there was one.`,
    );
  }
  for (const name of ownFiles(home)) cpSync(join(home, name), join(aside, name));
  rmSync(kept, { recursive: true, force: true });
  renameSync(aside, kept);
  forget(home);
  return emulator;
}

/** Throws away what the last clean end kept. */
export function forgetKept(home: string): void {
  for (const end of ['', '.new']) rmSync(`${keptFolder(home)}${end}`, { recursive: true, force: true });
}

/**
 * Starts an emulator that goes on from the last clean end of another one, which stays as it is.
 *
 * @param from the folder of an emulator that was kept
 * @param to a new folder
 */
export async function forkEmulator(from: string, to: string, options: Omit<StartOptions, 'home'> = {}) {
  mkdirSync(to, { recursive: true });
  cpSync(keptFolder(from), keptFolder(to), { recursive: true });
  return startEmulator({ ...options, home: to });
}
