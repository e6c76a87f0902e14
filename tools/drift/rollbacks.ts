import { serviceStates } from '../deploy/ecs-services';
import { Stack } from '../deploy/graph';
import { rollbackOf, servicesOf } from '../deploy/rollouts';
import { Session } from '../deploy/session';
import { changedAttributes } from '../plan-report/drift';
import { code } from '../plan-report/markdown';
import { StackPlan } from '../plan-report/stack-plan';

/**
 * Paragraphs on services that run another task definition than the state has because ECS's circuit breaker went back to it:
 * nobody changed them by hand.
 */
export async function rollbackNotes(
  stacks: readonly Stack[],
  session: Session,
  plans: readonly StackPlan[],
): Promise<string[]> {
  const notes = plans.map(async ({ stack: name, plan }): Promise<string[]> => {
    const stack = stacks.find((each) => each.name === name);
    const services = stack && servicesOf(stack, session);
    const names = (plan?.resource_drift ?? [])
      .filter((resource) => changedAttributes(resource).includes('task_definition'))
      .flatMap(({ address }) => services?.names.get(address) ?? []);
    if (services === undefined || names.length === 0) return [];
    const states = await serviceStates(services.client, services.cluster, names).catch(() => []);
    return states.flatMap((state) => {
      const event = rollbackOf(state);
      if (event === undefined) return [];
      const { createdAt, message = '' } = event;
      return `ECS rolled ${code(state.name)} back at ${createdAt?.toISOString() ?? ''}: ${code(message)}. Nobody changed its task definition by hand; applying it again tries the same deployment.`;
    });
  });
  return (await Promise.all(notes)).flat();
}
