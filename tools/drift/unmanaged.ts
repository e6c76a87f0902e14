import { Plan, StateModule, StateResource } from '../plan-report/plan-json';
import { isPlanned, StackPlan } from '../plan-report/stack-plan';
import { INLINE_PARTS, Part } from './inline-parts';

/** A part of a resource that is in no state: it was added outside Terraform, and no plan removes it. */
export interface Unmanaged extends Pick<Part, 'description' | 'removal'> {
  /** The stack of the resource. */
  readonly stack: string;
  /** The address of the resource. */
  readonly address: string;
}

/**
 * Parts that were added to resources of the stacks outside Terraform: a rule of a security group, a route, a policy of a role. Terraform
 * has a resource for each part it made, and nothing for one it did not, so no plan shows these.
 *
 * @param stacks all of an environment, since one stack may add parts to a resource of another
 * @returns undefined when a stack could not be planned, and its own parts are not known
 */
export function findUnmanaged(stacks: readonly StackPlan[]): Unmanaged[] | undefined {
  if (!stacks.every(isPlanned)) return undefined;
  const all = stacks.flatMap(({ stack, plan }) =>
    resourcesOf(plan).map((resource) => ({ stack, ...resource })),
  );
  const known = new Set(
    all.flatMap(({ type, values }) =>
      INLINE_PARTS.flatMap(({ resources }) => resources[type]?.(values) ?? []).map((key) =>
        JSON.stringify(key),
      ),
    ),
  );
  return all
    .flatMap(({ stack, address, type, values }) =>
      INLINE_PARTS.filter(({ whole }) => whole === type).flatMap(({ partsOf }) =>
        partsOf(values)
          .filter(({ key }) => !known.has(JSON.stringify(key)))
          .map(({ description, removal }): Unmanaged => ({ stack, address, description, removal })),
      ),
    )
    .sort((a, b) => (a.address + a.description < b.address + b.description ? -1 : 1));
}

/** Resources of the state, as they were found when the plan was made. */
function resourcesOf(plan: Plan | undefined): StateResource[] {
  const walk = ({ resources = [], child_modules: modules = [] }: StateModule): StateResource[] => [
    ...resources.filter(({ mode }) => mode === 'managed'),
    ...modules.flatMap(walk),
  ];
  return walk(plan?.prior_state?.values?.root_module ?? {});
}
