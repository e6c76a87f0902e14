import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { projectRoot, ToolError } from '../support/project';
import { startTime } from '../setup/lock.cjs';
import { Launch, logFileOf, spawnServer, untilListening } from './server-process';
import {
  answers,
  Emulator,
  forget,
  isAlive,
  keptFolder,
  ownFiles,
  readRecord,
  writeRecord,
} from '../session/emulator-record';

/** Longer than the end of a killed process takes on any machine. */
const KILL_SECONDS = 10;

/** The port that such emulators use by convention. */
const PREFERRED_PORT = 4566;

export interface StartOptions {
  /** The emulator's folder. */
  readonly home: string;
  /** Port to listen on when it is free; otherwise any free one. @default 4566 */
  readonly port?: number;
  readonly launch?: Launch;
  /** Signal that stops a server which does not answer yet. */
  readonly signal?: AbortSignal;
}

/**
 * The project's own server, in its own Python, with the MariaDB that the setup found or fetched, and with the process that
 * runs what is deployed on it.
 */
export const SERVER: Launch = {
  program: join(projectRoot, '.venv', 'bin', 'python'),
  args: [
    ...['-m', 'server', '--mariadb', join(projectRoot, '.cache', 'mariadb.json')],
    ...['--traffic', process.execPath, join(projectRoot, 'tools', 'traffic', 'main.ts')],
  ],
  cwd: join(projectRoot, 'tools', 'emulator'),
};

/** The emulator of this folder when it is alive and answers. */
export async function runningEmulator(home: string): Promise<Emulator | undefined> {
  const emulator = readRecord(home);
  if (emulator === undefined || !isAlive(emulator)) return undefined;
  return (await answers(emulator)) ? emulator : undefined;
}

/** Tells whether nobody listens on the port. */
async function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(false);
    });
    socket.once('error', () => {
      resolve(true);
    });
  });
}

export interface StartedEmulator {
  readonly emulator: Emulator;
  /** True when it was started now; false for one that ran already. */
  readonly started: boolean;
  /** True when the emulator resumes from its last clean end. */
  readonly resumed?: boolean;
  /** Reason why the emulator does not resume, if there was something to resume. */
  readonly refused?: string | undefined;
}

/**
 * Starts the emulator as a process that outlives this one, unless it runs already. It goes on from the last clean end in
 * the folder; without one, or where another version wrote it, it is empty.
 *
 * @throws ToolError with the end of its log when it does not come up
 */
export async function startEmulator(options: StartOptions): Promise<StartedEmulator> {
  const { home, port = PREFERRED_PORT, launch = SERVER, signal } = options;
  const present = await runningEmulator(home);
  if (present !== undefined) return { emulator: present, started: false };
  if (!existsSync(launch.program)) {
    throw new ToolError(`${launch.program} is missing: run this through \`npm start\`, which makes it.`);
  }
  await stopEmulator(home);
  mkdirSync(home, { recursive: true });
  const chosen = (await isFree(port)) ? port : 0;
  const child = spawnServer(launch, home, chosen);
  const pid = child.pid ?? 0;
  const starting = { pid, port: chosen, startedAt: new Date().toISOString(), processStart: startTime(pid) };
  // Now already, so that it can be found and stopped should this process be killed.
  if (child.pid !== undefined) writeRecord(home, starting);
  const log = logFileOf(home);
  try {
    const { refused, ...emulator } = await untilListening(child, starting, log, signal);
    child.unref();
    const resumed = existsSync(keptFolder(home)) && refused === undefined;
    for (const name of resumed ? ownFiles(keptFolder(home)) : []) {
      copyFileSync(join(keptFolder(home), name), join(home, name));
    }
    writeRecord(home, emulator);
    return { emulator, started: true, resumed, refused };
  } catch (error) {
    child.kill('SIGKILL');
    forget(home);
    const tail = readFileSync(log, 'utf8').trimEnd().split('\n').slice(-15).join('\n');
    throw new ToolError(
      `The emulator did not start: ${error instanceof Error ? error.message : String(error)}. Its log, ${log}, ends with:\n${tail}`,
    );
  }
}

/** Waits for the end of its process. */
export async function isGone(emulator: Emulator, withinSeconds: number): Promise<boolean> {
  const deadline = Date.now() + withinSeconds * 1000;
  while (isAlive(emulator)) {
    if (Date.now() >= deadline) return false;
    await sleep(50);
  }
  return true;
}

/**
 * Stops the emulator of this folder, and never any other process.
 *
 * @param graceSeconds time that it has to end before it is killed
 * @returns what was stopped, or undefined when none ran
 */
export async function stopEmulator(home: string, graceSeconds = 5): Promise<Emulator | undefined> {
  const emulator = readRecord(home);
  // Where the system does not tell when a process started, its answer has to prove that it is the one.
  const isOurs =
    emulator !== undefined &&
    isAlive(emulator) &&
    (emulator.processStart !== '' || (await answers(emulator)));
  if (isOurs) {
    process.kill(emulator.pid, 'SIGTERM');
    if (!(await isGone(emulator, graceSeconds))) {
      process.kill(emulator.pid, 'SIGKILL');
      // The kernel takes it away, if not at once.
      await isGone(emulator, KILL_SECONDS);
    }
  }
  forget(home);
  return isOurs ? emulator : undefined;
}
