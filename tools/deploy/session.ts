import { join } from 'node:path';
import { Terraform } from '../terraform/find';
import { ProviderPackage } from '../terraform/provider';
import { TerraformRun } from '../terraform/run';
import { Stack } from './graph';
import { marked } from './run-mark';
import { markerOf } from './unfinished-runs';

/** Settings with which Terraform runs on the synthesized stacks, against AWS or the emulator. */
export interface Session {
  readonly terraform: Terraform;
  readonly provider: ProviderPackage;
  /** Terraform's whole environment: where the services are, with which credentials, where providers come from. */
  readonly env: NodeJS.ProcessEnv;
  readonly cliConfigFile: string;
  /** Terraform's data folder, below each stack's. */
  readonly dataDir: string;
  /** The folder with logs and local states. */
  readonly home: string;
  /** The folder with the synthesized stacks. */
  readonly outDir: string;
  /** Time that plans and applies of saved plans wait for a lock that somebody else holds, such as `5m`. @default 0s */
  readonly lockTimeout?: string;
  /** Makes plans without the lock, and so without writing anything. @default false */
  readonly isUnlocked?: boolean;
  /** Signal that asks running Terraforms to end and keeps new ones from starting. */
  readonly signal?: AbortSignal;
  /** Callback for a Terraform that did not end and had to be killed. */
  readonly onKill?: (stack: string) => void;
}

/** The argument that says how a Terraform locks the state. An apply always does. */
export const lockTimeout = ({ lockTimeout: time = '0s' }: Session): string => `-lock-timeout=${time}`;
export const planLock = (session: Session): string =>
  session.isUnlocked === true ? '-lock=false' : lockTimeout(session);

export function logFile(stack: Stack, session: Session): string {
  return join(session.home, 'logs', `${stack.name}.log`);
}

/** Options of a Terraform run on the stack, without its arguments. */
export function terraformRun(stack: Stack, session: Session): Omit<TerraformRun, 'args'> {
  return {
    program: session.terraform.program,
    directory: stack.directory,
    env: marked(session.env, stack.name),
    logFile: logFile(stack, session),
    signal: session.signal,
    onKill: () => session.onKill?.(stack.name),
    marker: markerOf(session.env, stack.name),
  };
}
