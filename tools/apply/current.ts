import { existsSync, readFileSync } from 'node:fs';
import { Stack } from '../deploy/graph';
import { Session } from '../deploy/session';
import { digest, fingerprintOf } from '../saved-plans/fingerprint';
import { planFile, Planned, PlannedStack } from '../saved-plans/plan-record';
import { Now } from '../saved-plans/staleness';
import { Caller, describePlace } from '../session/caller';
import { readMarks } from '../session/read-marks';

export interface CurrentOptions {
  readonly session: Session;
  readonly caller: Caller;
  /** The folder with the plans. */
  readonly folder: string;
  /** Every stack of the environment, as it is synthesized now. */
  readonly all: readonly Stack[];
}

/**
 * The present state of all that the plans of `stacks` rest on.
 *
 * @throws StackFailure or ToolError when it cannot be found out
 */
export async function currentState(
  planned: Planned,
  stacks: readonly PlannedStack[],
  { session, caller, folder, all }: CurrentOptions,
): Promise<Now> {
  const place = describePlace(caller);
  const left = stacks.filter(({ appliedAt, plan }) => appliedAt === undefined && plan !== undefined);
  const wanted = left.flatMap(({ name, upstream }) => [name, ...Object.keys(upstream)]);
  const known = wanted.filter((name) => all.some((stack) => stack.name === name));
  const marks = place === planned.place ? await readMarks(session, known) : undefined;
  return {
    place,
    terraform: session.terraform.version,
    sources: new Map(all.map((stack) => [stack.name, fingerprintOf(stack)])),
    marks,
    files: new Map(left.map(({ name }) => [name, digestOf(folder, name)])),
  };
}

function digestOf(folder: string, stack: string): string | undefined {
  const file = planFile(folder, stack);
  return existsSync(file) ? digest(readFileSync(file)) : undefined;
}
