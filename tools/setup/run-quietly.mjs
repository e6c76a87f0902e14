import { Buffer } from 'node:buffer';
import { spawn } from 'node:child_process';
import { SetupError } from './setup-error.cjs';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Runs a command that may fail, without showing its output. */
export async function attempt(command, args, options = {}) {
  const chunks = [];
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  child.stdout.on('data', (chunk) => chunks.push(chunk));
  child.stderr.on('data', (chunk) => chunks.push(chunk));
  const { interrupted, ...end } = await finished(child);
  if (interrupted) process.exit(130);
  return { ...end, output: Buffer.concat(chunks).toString() };
}

/**
 * Runs an installer without showing its output, unless it fails.
 *
 * @throws SetupError with `advice` when it fails; the output is then on standard error
 */
export async function runQuietly(command, args, advice, options = {}) {
  const { code, signal, error, output } = await attempt(command, args, options);
  if (code === 0) return output;
  process.stderr.write(output);
  const reason = error?.message ?? (signal ? `was ended by ${signal}` : `ended with exit code ${code}`);
  throw new SetupError(`${[command, ...args].join(' ')}: ${reason}. ${advice}`);
}

/** Waits for the child and passes signals on, so that no installer is left behind in a half-made folder. */
export function finished(child) {
  return new Promise((resolve) => {
    let interrupted = false;
    const passOn = (signal) => {
      interrupted = true;
      child.kill(signal);
    };
    for (const signal of signals) process.on(signal, passOn);
    const end = (result) => {
      for (const signal of signals) process.off(signal, passOn);
      resolve({ interrupted, ...result });
    };
    child.once('error', (error) => end({ code: null, signal: null, error }));
    child.once('close', (code, signal) => end({ code, signal }));
  });
}
