import { Plan, StateModule, StateResource } from '../plan/plan-json';
import { isPlanned, StackPlan } from '../plan/stack-plan';
import { PARTS } from './parts';

/** A part of a resource that is in no state: somebody added it, and no plan will ever take it away. */
export interface Added {
  /** The stack of the resource. */
  readonly stack: string;
  /** The resource's. */
  readonly address: string;
  /** Such as `ingress tcp 3306 from 0.0.0.0/0`. */
  readonly what: string;
}

/**
 * Parts that somebody added to resources of the stacks: a rule of a security group, a route, a policy of a role. Terraform
 * has a resource for each part it made, and nothing for one it did not, so no plan shows these.
 *
 * @param stacks all of an environment, since one stack may add parts to a resource of another
 * @returns undefined when a stack could not be planned: then nobody knows which parts are its own
 */
export function findAdded(stacks: readonly StackPlan[]): Added[] | undefined {
  if (!stacks.every(isPlanned)) return undefined;
  const all = stacks.flatMap(({ stack, plan }) =>
    resourcesOf(plan).map((resource) => ({ stack, ...resource })),
  );
  const known = new Set(
    all.flatMap(({ type, values }) =>
      PARTS.flatMap(({ resources }) => resources[type]?.(values) ?? []).map((key) => JSON.stringify(key)),
    ),
  );
  return all
    .flatMap(({ stack, address, type, values }) =>
      PARTS.filter(({ whole }) => whole === type).flatMap(({ partsOf }) =>
        partsOf(values)
          .filter(({ key }) => !known.has(JSON.stringify(key)))
          .map(({ what }): Added => ({ stack, address, what })),
      ),
    )
    .sort((a, b) => (a.address + a.what < b.address + b.what ? -1 : 1));
}

/** What the state has, as it was found when the plan was made. */
function resourcesOf(plan: Plan | undefined): StateResource[] {
  const walk = ({ resources = [], child_modules: modules = [] }: StateModule): StateResource[] => [
    ...resources.filter(({ mode }) => mode === 'managed'),
    ...modules.flatMap(walk),
  ];
  return walk(plan?.prior_state?.values?.root_module ?? {});
}
