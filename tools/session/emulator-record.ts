import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { APPLIED_FILE } from '../deploy/applied';
import { isAlive as isProcessAlive } from '../setup/lock.cjs';

/** A running emulator, as `<home>/emulator.json` tells of it. */
export interface Emulator {
  readonly pid: number;
  /** 0 while it is not known yet. */
  readonly port: number;
  /** ISO 8601. */
  readonly startedAt: string;
  /** The system's start time of the process, so that another one that got the same id is not taken for it. */
  readonly processStart: string;
}

/** Milliseconds to wait for an answer. Long, because an emulator without one is taken for hung and replaced, with everything in it. */
const ANSWER_MS = 10_000;

const recordFile = (home: string): string => join(home, 'emulator.json');

export function endpointOf({ port }: Emulator): string {
  return `http://127.0.0.1:${port}`;
}

export function isAlive({ pid, processStart }: Emulator): boolean {
  return isProcessAlive(pid, processStart);
}

/** Tells whether this emulator answers on its port. A server that states its process id must state this one's. */
export async function answers(emulator: Emulator): Promise<boolean> {
  try {
    const response = await fetch(`${endpointOf(emulator)}/_emulator/status`, {
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    const { pid = emulator.pid } = (await response.json()) as { pid?: number };
    return response.ok && pid === emulator.pid;
  } catch {
    return false;
  }
}

/** The emulator that was last started and not stopped, alive or not. */
export function readRecord(home: string): Emulator | undefined {
  try {
    return JSON.parse(readFileSync(recordFile(home), 'utf8')) as Emulator;
  } catch {
    return undefined;
  }
}

export function writeRecord(home: string, emulator: Emulator): void {
  const aside = `${recordFile(home)}.${process.pid}`;
  writeFileSync(aside, `${JSON.stringify(emulator, null, 2)}\n`);
  renameSync(aside, recordFile(home));
}

/** Names of what the commands write beside the server's files: states of state backends, and what was applied. */
export const ownFiles = (folder: string): string[] =>
  (existsSync(folder) ? readdirSync(folder) : []).filter(
    (name) => name === APPLIED_FILE || /^state-backend(-\d{12})?\.tfstate(\.backup)?$/.test(name),
  );

/** The folder in which the last clean end of the emulator kept all that was in it. */
export const keptFolder = (home: string): string => join(home, 'kept');

/** Removes what tells of a running emulator, and what stood in its memory. */
export function forget(home: string): void {
  for (const name of ['emulator.json', 'env', 'moto', 'running', ...ownFiles(home)]) {
    // The database of an emulator that was killed ends a moment after it, and may still write.
    rmSync(join(home, name), { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  }
}
