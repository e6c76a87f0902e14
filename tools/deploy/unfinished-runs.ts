import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '../setup/lock.cjs';
import { thisCommand } from './run-mark';

/** The variable by which Terraform's environment names the folder of the emulator that it works on. */
export const EMULATOR_HOME = 'PETCLINIC_EMULATOR_HOME';

const folderOf = (home: string): string => join(home, 'running');

/**
 * The file in the emulator's folder that is there while Terraform works on the stack, and stays when it is killed: Terraform writes a state
 * every 20 seconds at the most often, so a killed run leaves resources that no state has, and its lock. Undefined for a place that is no emulator.
 */
export function markerOf(
  env: NodeJS.ProcessEnv,
  stack: string,
): { readonly file: string; readonly text: string } | undefined {
  const home = env[EMULATOR_HOME];
  if (home === undefined) return undefined;
  return { file: join(folderOf(home), `${stack}.${thisCommand}`), text: thisCommand };
}

/** Checks whether the command, `<process>.<its start>`, has ended or is this one. */
export function hasEnded(command: string): boolean {
  const [pid = '', started = ''] = command.split('.');
  return command === thisCommand || !isAlive(Number(pid), started);
}

/** Names of the stacks of the emulator on which Terraform was killed, or its provider. */
export function unfinishedRuns(home: string): string[] {
  const folder = folderOf(home);
  if (!existsSync(folder)) return [];
  const left = readdirSync(folder).filter((name) => hasEnded(readFileSync(join(folder, name), 'utf8')));
  return [...new Set(left.map((name) => name.slice(0, name.indexOf('.'))))].sort();
}
