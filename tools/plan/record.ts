import { existsSync, readFileSync } from 'node:fs';
import { Stack, isOfAccount } from '../deploy/graph';
import { planStacks } from '../deploy/plan-stack';
import { resourcesIn } from '../deploy/state';
import { Session } from '../deploy/session';
import { StackProgress } from '../deploy/stack';
import { applySteps, hasChanges } from '../plan-report/actions';
import { ResourceChange } from '../plan-report/plan-json';
import { isPlanned, provisionalCauses, StackPlan } from '../plan-report/stack-plan';
import { readCommit } from '../saved-plans/commit';
import { digest, fingerprintOf } from '../saved-plans/fingerprint';
import { planFile, Planned, PlannedStack, writePlanned } from '../saved-plans/plan-record';
import { Marks, outputsIn } from '../saved-plans/state-mark';
import { Caller, describePlace } from '../session/caller';
import { marksOf, readStates } from '../session/read-marks';

export interface RecordOptions {
  readonly session: Session;
  readonly caller: Caller;
  /** Name of the environment, such as `dev`. */
  readonly environment: string;
  /** True when the stacks are all those of the environment. */
  readonly isWhole: boolean;
  /** The folder for plans and record. */
  readonly folder: string;
  readonly onProgress: (progress: StackProgress) => void;
}

/** The stacks whose outputs it reads. No stack reads those of the account's. */
const upstreamOf = ({ dependencies }: Stack): string[] => dependencies.filter((name) => !isOfAccount(name));

/**
 * Plans the stacks, and records beside the plans what they rest on, so that an apply can detect a change of it.
 *
 * States are read before the plans are made: one that changes in between makes its plan stale, and is never overlooked.
 *
 * @throws Interrupted when the session's signal fired
 */
export async function planAndRecord(
  stacks: readonly Stack[],
  { session, caller, environment, isWhole, folder, onProgress }: RecordOptions,
): Promise<StackPlan[]> {
  const at = new Date().toISOString();
  const [commit, states] = await Promise.all([
    readCommit(),
    readStates(
      session,
      stacks.flatMap((stack) => [stack.name, ...upstreamOf(stack)]),
    ),
  ]);
  const marks = marksOf(states);
  const sources = new Map(stacks.map((stack) => [stack.name, fingerprintOf(stack)]));
  const plans = (await planStacks(stacks, { session, folder, onProgress })).map((each) =>
    withUnchanged(each, states.get(each.stack)),
  );
  const causes = provisionalCauses(plans);
  const planned: Planned = {
    format: 2,
    environment,
    at,
    ...(commit === undefined ? {} : { commit }),
    place: describePlace(caller),
    terraform: session.terraform.version,
    isWhole,
    stacks: stacks.map((stack): PlannedStack => {
      const planned = plans.find(({ stack: name }) => name === stack.name);
      const file = planFile(folder, stack.name);
      const plan = planned !== undefined && isPlanned(planned) ? planned.plan : undefined;
      return {
        name: stack.name,
        ...(plan !== undefined && existsSync(file) ? { plan: digest(readFileSync(file)) } : {}),
        isChanged: plan !== undefined && hasChanges(plan),
        changes: plan === undefined ? 0 : applySteps(plan),
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

/** The plan with what stays as it is, from the state, where nothing changes. */
function withUnchanged(planned: StackPlan, state: string | Error | undefined): StackPlan {
  const { plan } = planned;
  if (plan === undefined || plan.resource_changes !== undefined || typeof state !== 'string') return planned;
  const resource_changes = resourcesIn(state).map(({ address, type, attributes }): ResourceChange => ({
    ...{ address, type, mode: 'managed' },
    change: { actions: ['no-op'], before: attributes, after: attributes },
  }));
  return { ...planned, plan: { ...plan, resource_changes } };
}

function stateIn(marks: Marks, stack: string): Pick<PlannedStack, 'state'> {
  const state = marks.get(stack);
  return state === undefined || state instanceof Error ? {} : { state };
}
