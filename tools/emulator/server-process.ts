import { ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { answers, Emulator, keptFolder } from '../session/emulator-record';

/** Command that starts the server; `--port <n> --state-dir <folder>` is appended to its arguments. */
export interface Launch {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
}

const START_SECONDS = 60;

export const logFileOf = (home: string): string => join(home, 'emulator.log');

/** Line that the server prints once it listens: its port, and why it does not resume from the kept state. */
const announcementIn = (log: string): { readonly port?: number; readonly refused?: string } => {
  const line = log.split('\n').find((each) => each.startsWith('{') && each.includes('"port"'));
  return JSON.parse(line ?? '{}') as ReturnType<typeof announcementIn>;
};

/** Starts the server with a log of its own, in a session of its own, so that it outlives this process and terminal. */
export function spawnServer({ program, args, cwd }: Launch, home: string, port: number): ChildProcess {
  const log = openSync(logFileOf(home), 'w');
  const kept = existsSync(keptFolder(home)) ? ['--resume', keptFolder(home)] : [];
  const place = ['--port', String(port), '--state-dir', join(home, 'moto'), ...kept];
  const child = spawn(program, [...args, ...place], { cwd, detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  return child;
}

/**
 * Waits until the server answers.
 *
 * @throws Error that says why it does not
 */
export async function untilListening(
  child: ChildProcess,
  starting: Emulator,
  log: string,
  signal?: AbortSignal,
): Promise<Emulator & { readonly refused?: string }> {
  let failure: string | undefined;
  child.once('error', (error) => (failure ??= error.message));
  child.once('exit', (code, killer) => (failure ??= `it ended with ${killer ?? `exit code ${code ?? '?'}`}`));
  for (const deadline = Date.now() + START_SECONDS * 1000; ;) {
    await sleep(100);
    if (signal?.aborted === true) failure ??= 'it was interrupted';
    if (Date.now() > deadline) failure ??= `it does not answer after ${START_SECONDS} s`;
    if (failure !== undefined) throw new Error(failure);
    const { port, refused } = announcementIn(readFileSync(log, 'utf8'));
    if (port !== undefined && (await answers({ ...starting, port }))) {
      return { ...starting, port, ...(refused === undefined ? {} : { refused }) };
    }
  }
}
