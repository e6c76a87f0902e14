import { spawn } from 'node:child_process';

export interface GroupOptions {
  readonly cwd: string;
  /** The whole environment, nothing is added. */
  readonly env: NodeJS.ProcessEnv;
  /** Signal that ends the command and every process that it started. */
  readonly signal?: AbortSignal;
}

/** Result of a command. */
export interface GroupResult {
  /** Exit code; null for a command that was ended by a signal. */
  readonly exitCode: number | null;
  /** Output of both streams, stdout and stderr. */
  readonly output: string;
}

/**
 * Runs a command in a process group of its own: npm and its shell pass no signal on to what they started.
 *
 * @throws Error when there is no such program
 */
export async function runGroup(
  program: string,
  args: readonly string[],
  { cwd, env, signal }: GroupOptions,
): Promise<GroupResult> {
  const child = spawn(program, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const stop = (): void => {
    if (child.pid !== undefined) endGroup(child.pid);
  };
  if (signal?.aborted === true) stop();
  else signal?.addEventListener('abort', stop, { once: true });
  try {
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    return { exitCode, output };
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGTERM');
  } catch {
    // It ended in this very moment.
  }
}
