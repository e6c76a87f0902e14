import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { shortPath } from '../support/short-path';
import { projectRoot } from '../support/project';
import { withLock } from './with-lock';

/** The arguments of the commands around plans. */
export interface PlanCommand {
  /** Name of the environment, such as `dev`. */
  readonly environment: string;
  /** Names of stacks; all of the environment when there are none. */
  readonly stacks: readonly string[];
  /** The folder in which the stacks are synthesized. */
  readonly outDir: string;
  /** The folder for plans and report. */
  readonly folder: string;
  /** Time to wait for a lock that somebody else holds, such as `5m`. @default not at all */
  readonly lockTimeout?: string;
  /** True for `plan` to save its plans in the state bucket too. @default false */
  readonly isSaved?: boolean;
  /** Name of plans in the state bucket that `apply` is to apply. @default those in the folder */
  readonly saved?: string | undefined;
  /** True to plan without the lock of the state. @default false */
  readonly isUnlocked?: boolean;
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

/**
 * Runs a function while it holds the lock of the plans' folder, which only this user can open.
 *
 * @throws ToolError that names the process of the other command
 */
export async function withPlanLock<T>(
  { folder }: Pick<PlanCommand, 'folder'>,
  run: () => Promise<T>,
): Promise<T> {
  mkdirSync(folder, { recursive: true });
  // Plans and logs hold values, secret ones too.
  chmodSync(folder, 0o700);
  return withLock(join(folder, 'lock'), `the plans in ${shortPath(folder)}`, run);
}
