import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ToolError } from '../support/project';
import { Commit } from './commit';
import { Fingerprint } from './fingerprint';
import { StateMark } from './state-mark';

/** The plans of one run of `npm run plan`, and all that they rest on: kept beside them as `planned.json`. */
export interface Planned {
  readonly format: 2;
  readonly environment: string;
  /** ISO 8601. */
  readonly at: string;
  readonly commit?: Commit;
  /** Account, region and endpoints, as `describePlace` says them. */
  readonly place: string;
  /** The version of Terraform. */
  readonly terraform: string;
  /** True when every stack of the environment was planned. */
  readonly isWhole: boolean;
  /** Planned stacks, in order. */
  readonly stacks: readonly PlannedStack[];
}

export interface PlannedStack {
  readonly name: string;
  /** A digest of the plan file; missing where the stack could not be planned. */
  readonly plan?: string;
  /** Changes that applying the plan makes, a replacement being two. */
  readonly changes: number;
  /** True when applying the plan does anything, if only to the state. */
  readonly isChanged: boolean;
  /** Stacks upstream that make the plan provisional; empty for one that holds. */
  readonly causes: readonly { readonly stack: string; readonly does: string }[];
  readonly source: Fingerprint;
  /** Mark of the state: null for a stack that had none, missing where it could not be read. */
  readonly state?: StateMark | null;
  /** Digests of the outputs of the stacks that it reads, by stack; null for one that had no state. */
  readonly upstream: Readonly<Record<string, string | null>>;
  /** Time at which the apply of the plan ended, ISO 8601. */
  readonly appliedAt?: string;
  /** Start time of an apply of the plan that failed, ISO 8601. */
  readonly failedAt?: string;
}

export const RECORD = 'planned.json';
const fileIn = (folder: string): string => join(folder, RECORD);

/** The saved plan of a stack. */
export const planFile = (folder: string, stack: string): string => join(folder, `${stack}.tfplan`);

/** @throws ToolError when there is none in the folder, or none that can be read */
export function readPlanned(folder: string, advice: string): Planned {
  const file = fileIn(folder);
  if (!existsSync(file)) throw new ToolError(`Nothing is planned in ${folder}. Plan first:\n\n  ${advice}`);
  try {
    const planned = JSON.parse(readFileSync(file, 'utf8')) as Planned | null;
    if (planned?.format === 2) return planned;
  } catch {
    // Told below, together with a format that is not ours.
  }
  throw new ToolError(
    `${file} cannot be read: it is broken or of another version. Plan again:\n\n  ${advice}`,
  );
}

/** Writes the record in one step: whatever happens, the file has the old content or the new. */
export function writePlanned(folder: string, planned: Planned): void {
  const file = fileIn(folder);
  const aside = `${file}.${process.pid}`;
  writeFileSync(aside, `${JSON.stringify(planned, null, 2)}\n`, { mode: 0o600 });
  renameSync(aside, file);
}

/** The same with something else said of one stack. */
export const withStack = (planned: Planned, name: string, news: Partial<PlannedStack>): Planned => ({
  ...planned,
  stacks: planned.stacks.map((stack) => (stack.name === name ? { ...stack, ...news } : stack)),
});

/** Formats a time, such as `2026-11-22 12:05:10 UTC`. */
export const describeTime = (iso: string): string => iso.replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC');
