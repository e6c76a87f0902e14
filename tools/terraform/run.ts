import { spawn } from 'node:child_process';
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { stripVTControlCharacters } from 'node:util';
import { Diagnostic, parseLine, TerraformEvent } from './events';

export interface TerraformRun {
  /** The program to run. */
  readonly program: string;
  readonly args: readonly string[];
  /** The stack's folder. */
  readonly directory: string;
  /** The whole environment, nothing is added. */
  readonly env: NodeJS.ProcessEnv;
  /** File to which Terraform's output is appended, as text for people. */
  readonly logFile: string;
  readonly onEvent?: (event: TerraformEvent) => void;
  /** Signal that asks Terraform once to end what it is doing. */
  readonly signal?: AbortSignal | undefined;
  /** Time that Terraform then has before it is killed. @default 60 */
  readonly graceSeconds?: number;
  /** Callback for a Terraform that had to be killed. */
  readonly onKill?: (() => void) | undefined;
  /** A file that is there from now on until Terraform has ended by itself, its provider alive. */
  readonly marker?: { readonly file: string; readonly text: string } | undefined;
}

export interface TerraformResult {
  /** 137 for a Terraform that was killed. */
  readonly exitCode: number;
  readonly errors: readonly Diagnostic[];
  readonly warnings: readonly Diagnostic[];
  /** Standard error, and those lines of standard output that are no JSON. */
  readonly text: string;
}

/** Terraform's words when its provider has died; resources that it was making are then in no state. */
const PROVIDER_CRASH = /^(Plugin did not respond|Plugin error|Request cancelled)/;

/**
 * Runs Terraform with `-json` among `args` and passes its events on.
 *
 * Terraform gets a process group of its own: Ctrl-C in a terminal then reaches it through `signal` only, once. Asked
 * twice it would drop everything and leave its state locked.
 */
export async function runTerraform(run: TerraformRun): Promise<TerraformResult> {
  mkdirSync(dirname(run.logFile), { recursive: true });
  const log = (text: string): void => {
    appendFileSync(run.logFile, `${text}\n`);
  };
  log(`\n${new Date().toISOString()} terraform ${run.args.join(' ')}`);

  if (run.marker !== undefined) {
    mkdirSync(dirname(run.marker.file), { recursive: true });
    writeFileSync(run.marker.file, run.marker.text);
  }
  const child = spawn(run.program, run.args, {
    cwd: run.directory,
    env: run.env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const diagnostics: Diagnostic[] = [];
  const plain: string[] = [];

  createInterface({ input: child.stdout }).on('line', (line) => {
    const { text, event } = parseLine(line);
    log(stripVTControlCharacters(text));
    if (text === line) plain.push(line);
    if (event?.type === 'diagnostic') diagnostics.push(event.diagnostic);
    if (event !== undefined) run.onEvent?.(event);
  });
  createInterface({ input: child.stderr }).on('line', (line) => {
    plain.push(line);
    log(stripVTControlCharacters(line));
  });

  let killTimer: NodeJS.Timeout | undefined;
  const interrupt = (): void => {
    child.kill('SIGINT');
    killTimer = setTimeout(
      () => {
        killGroup(child.pid);
        run.onKill?.();
      },
      (run.graceSeconds ?? 60) * 1000,
    );
  };
  if (run.signal?.aborted === true) interrupt();
  else run.signal?.addEventListener('abort', interrupt, { once: true });

  try {
    const exitCode = await new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, killer) => {
        if (killer !== null) plain.push(`terraform was killed (${killer}). Its state may be locked.`);
        resolve(code ?? 137);
      });
    });
    log(`exit code ${exitCode}`);
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    const warnings = diagnostics.filter(({ severity }) => severity === 'warning');
    const crashed = errors.some(({ summary }) => PROVIDER_CRASH.test(summary));
    if (run.marker !== undefined && child.signalCode === null && !crashed)
      rmSync(run.marker.file, { force: true });
    return { exitCode, errors, warnings, text: stripVTControlCharacters(plain.join('\n')).trim() };
  } finally {
    clearTimeout(killTimer);
    run.signal?.removeEventListener('abort', interrupt);
  }
}

/** Kills the whole process group: the provider's process would outlive Terraform's. */
function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It ended in this very moment.
  }
}
