import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { readMark, USER_AGENT_VARIABLE } from '../deploy/run-mark';
import { hasEnded } from '../deploy/unfinished-runs';
import { isAlive, startTime } from '../setup/lock.cjs';

/** Longest time in ms that the system takes to end a killed process. */
const END_MS = 10_000;

/**
 * Kills what is left of runs of Terraform on this emulator whose command has ended: Terraform itself, when only the
 * command was killed, and the provider, which outlives a killed Terraform. The mark in their environment proves what they are.
 *
 * @returns how many there were, each of them gone
 */
export async function endLeftovers(endpoint: string): Promise<number> {
  const left = processes().filter((pid) => isLeftover(environmentOf(pid), endpoint));
  const started = new Map(left.map((pid) => [pid, startTime(pid)]));
  for (const pid of left) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended in this very moment.
    }
  }
  const deadline = Date.now() + END_MS;
  while (left.some((pid) => isAlive(pid, started.get(pid) ?? '')) && Date.now() < deadline) await sleep(20);
  return left.length;
}

function isLeftover(env: ReadonlyMap<string, string>, endpoint: string): boolean {
  const mark = readMark(env.get(USER_AGENT_VARIABLE) ?? '');
  return mark !== undefined && env.get('AWS_ENDPOINT_URL') === endpoint && hasEnded(mark.command);
}

const processes = (): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);

/** Environment variables of a process; empty when it is gone or belongs to another user. */
function environmentOf(pid: number): ReadonlyMap<string, string> {
  try {
    const lines = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
    return new Map(
      lines.map((line): [string, string] => [
        line.slice(0, line.indexOf('=')),
        line.slice(line.indexOf('=') + 1),
      ]),
    );
  } catch {
    return new Map();
  }
}
