import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ToolError } from '../support/project';

/** What one run of `npm run drift` found, for other programs: kept beside drift.md as `drift.json`. */
export interface Findings {
  readonly format: 1;
  readonly environment: string;
  /** Where, as `describePlace` says it. */
  readonly place: string;
  /** Whether every stack of the environment was looked at. */
  readonly isWhole: boolean;
  /** In order. */
  readonly stacks: readonly Finding[];
}

export interface Finding {
  readonly stack: string;
  /** `failed` could not be looked at: nothing is known. */
  readonly status: 'clean' | 'drift' | 'failed';
  /** Such as `2 changed, 1 gone`. */
  readonly counts: string;
  /** Paragraphs in Markdown, secrets hidden. */
  readonly content: readonly string[];
}

const fileIn = (folder: string): string => join(folder, 'drift.json');

/** Nobody shall take what an earlier run found for what there is. */
export const forgetFindings = (folder: string): void => {
  rmSync(fileIn(folder), { force: true });
};

export function writeFindings(folder: string, findings: Findings): void {
  writeFileSync(fileIn(folder), `${JSON.stringify(findings, null, 2)}\n`, { mode: 0o600 });
}

/** @throws ToolError when there are none in the folder, or none that can be read */
export function readFindings(folder: string, advice: string): Findings {
  const file = fileIn(folder);
  if (!existsSync(file))
    throw new ToolError(`Nobody looked for drift in ${folder}. Do that first:\n\n  ${advice}`);
  try {
    const findings = JSON.parse(readFileSync(file, 'utf8')) as Findings | null;
    if (findings?.format === 1) return findings;
  } catch {
    // Told below, together with a format that is not ours.
  }
  throw new ToolError(
    `${file} cannot be read: it is broken or of another version. Look again:\n\n  ${advice}`,
  );
}
