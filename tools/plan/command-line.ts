import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadEnvironments } from '../../src/config/load';
import { shortPath } from '../support/short-path';
import { projectRoot, ToolError } from '../support/project';
import { tryLock } from '../setup/lock.cjs';

/** What every command around plans is told. */
export interface PlanCommand {
  /** Such as `dev`. */
  readonly environment: string;
  /** Names of stacks; all of the environment when there are none. */
  readonly stacks: readonly string[];
  /** The folder in which the stacks are synthesized. */
  readonly outDir: string;
  /** The folder for plans and report. */
  readonly folder: string;
  /** How long to wait for a lock that somebody else holds, such as `5m`. @default not at all */
  readonly lockTimeout?: string;
}

export const defaultOutDir = join(projectRoot, 'cdktf.out');
export const defaultFolder = (environment: string): string => join(projectRoot, 'plans', environment);

/**
 * A command as a person types it for the same stacks and folders.
 *
 * @param script such as `plan`
 */
export function npmCommand(script: string, { environment, stacks, outDir, folder }: PlanCommand): string {
  return [
    `npm run ${script} -- --env ${environment}`,
    ...stacks.map((stack) => `--stack ${stack}`),
    ...(outDir === defaultOutDir ? [] : [`--out ${shortPath(outDir)}`]),
    ...(folder === defaultFolder(environment) ? [] : [`--plans ${shortPath(folder)}`]),
  ].join(' ');
}

/** @throws ToolError that lists the environments when there is no such one */
export function regionOf(environment: string): string {
  const environments = loadEnvironments();
  const config = environments.find(({ name }) => name === environment);
  if (config !== undefined) return config.region;
  const names = environments.map(({ name }) => name).join(', ');
  throw new ToolError(`There is no environment ${environment}, only ${names}.`);
}

/**
 * Runs while no other command works with the same plans, and with the folder closed to others.
 *
 * @throws ToolError that names the process of the other command
 */
export async function alone<T>({ folder }: Pick<PlanCommand, 'folder'>, run: () => Promise<T>): Promise<T> {
  mkdirSync(folder, { recursive: true });
  // Plans and logs hold values, secret ones too.
  chmodSync(folder, 0o700);
  const lock = tryLock(join(folder, 'lock'));
  if ('heldBy' in lock) {
    throw new ToolError(
      `Another command works with the plans in ${shortPath(folder)} (process ${lock.heldBy}): wait for it, or end it with Ctrl-C first.`,
    );
  }
  try {
    return await run();
  } finally {
    lock.release();
  }
}
