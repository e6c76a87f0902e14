import { existsSync, readFileSync } from 'node:fs';
import { Stack, STATE_BACKEND } from '../deploy/graph';
import { Session } from '../deploy/session';
import { StackProgress } from '../deploy/stack';
import { Caller, describePlace } from './caller';
import { readCommit } from './commit';
import { digest, fingerprintOf } from './fingerprint';
import { planFile, planStacks } from './plan-stack';
import { Planned, PlannedStack, writePlanned } from './planned';
import { isChanged, isPlanned, provisionalCauses, StackPlan } from './stack-plan';
import { Marks, readMarks } from './state-mark';

export interface RecordOptions {
  readonly session: Session;
  readonly caller: Caller;
  /** Such as `dev`. */
  readonly environment: string;
  /** Whether the stacks are all of the environment. */
  readonly isWhole: boolean;
  /** The folder for plans and record. */
  readonly folder: string;
  readonly onProgress: (progress: StackProgress) => void;
}

/** The stacks that it reads. The state backend's outputs are nobody's. */
const upstreamOf = ({ dependencies }: Stack): string[] =>
  dependencies.filter((name) => name !== STATE_BACKEND);

/**
 * Plans the stacks, and notes beside the plans what they rest on, so that an apply can tell whether that moved.
 *
 * States are looked at before the plans are made: one that moves in between is then taken for moved, and never for planned.
 *
 * @throws Interrupted when the session's signal fired
 */
export async function planAndRecord(
  stacks: readonly Stack[],
  { session, caller, environment, isWhole, folder, onProgress }: RecordOptions,
): Promise<StackPlan[]> {
  const at = new Date().toISOString();
  const [commit, marks] = await Promise.all([
    readCommit(),
    readMarks(
      session,
      stacks.flatMap((stack) => [stack.name, ...upstreamOf(stack)]),
    ),
  ]);
  const sources = new Map(stacks.map((stack) => [stack.name, fingerprintOf(stack)]));
  const plans = await planStacks(stacks, { session, folder, onProgress });
  const causes = provisionalCauses(plans);
  const planned: Planned = {
    format: 1,
    environment,
    at,
    ...(commit === undefined ? {} : { commit }),
    place: describePlace(caller),
    terraform: session.terraform.version,
    isWhole,
    stacks: stacks.map((stack): PlannedStack => {
      const plan = plans.find(({ stack: name }) => name === stack.name);
      const file = planFile(folder, stack.name);
      const holds = plan !== undefined && isPlanned(plan) && existsSync(file);
      return {
        name: stack.name,
        ...(holds ? { plan: digest(readFileSync(file)) } : {}),
        isChanged: plan !== undefined && isChanged(plan),
        causes: causes.get(stack.name) ?? [],
        source: sources.get(stack.name) ?? {},
        ...stateIn(marks, stack.name),
        upstream: Object.fromEntries(upstreamOf(stack).map((name) => [name, outputsIn(marks, name)])),
      };
    }),
  };
  writePlanned(folder, planned);
  return plans;
}

function stateIn(marks: Marks, stack: string): Pick<PlannedStack, 'state'> {
  const state = marks.get(stack);
  return state === undefined || state instanceof Error ? {} : { state };
}

/** A digest of what the stack puts out; null where there is no state to read. */
export function outputsIn(marks: Marks, stack: string): string | null {
  const state = marks.get(stack);
  return state == null || state instanceof Error ? null : state.outputs;
}
