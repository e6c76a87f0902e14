import { setTimeout as sleep } from 'node:timers/promises';
import { DeleteServiceCommand } from '@aws-sdk/client-ecs';
import { TerraformEvent } from '../terraform/events';
import { runTerraform, TerraformResult } from '../terraform/run';
import { ServiceState, serviceStates } from './ecs-services';
import { Stack } from './graph';
import { describeRollout, isGivenUp, rollbackOf, Services, servicesOf } from './rollouts';
import { Session, terraformRun } from './session';

/** Milliseconds between two looks at the rollouts that Terraform waits for. */
const PAUSE_MS = 3_000;

const DELETED =
  'None of its tasks ever ran, so the service is deleted, and the next apply makes it anew: mend the cause first.';

/** Result of an apply, with ECS's reasons and events where rollouts failed. */
export type ApplyResult = TerraformResult & { readonly rollouts?: string };

/**
 * Runs `terraform apply` on a stack. Terraform's wait for services is ended once they are all that it waits for, and ECS has
 * given each of them up without going back: the provider would wait for its whole timeout.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html
 */
export async function runApply(
  stack: Stack,
  session: Session,
  args: readonly string[],
  onEvent: (event: TerraformEvent) => void,
): Promise<ApplyResult> {
  const run = { ...terraformRun(stack, session), args };
  const services = servicesOf(stack, session);
  if (services === undefined) return runTerraform({ ...run, onEvent });
  const began = Date.now();
  const working = new Set<string>();
  const [over, givenUp] = [new AbortController(), new AbortController()];
  const watching = (async (): Promise<void> => {
    while (!over.signal.aborted) {
      await sleep(PAUSE_MS, undefined, { signal: over.signal }).catch(() => undefined);
      const waitedFor = [...working].flatMap((address) => services.names.get(address) ?? []);
      if (waitedFor.length === 0 || waitedFor.length < working.size) continue;
      if ((await look(services, waitedFor)).filter(isGivenUp).length === waitedFor.length) givenUp.abort();
    }
  })();
  const result = await runTerraform({
    ...run,
    onEvent: (event) => {
      if (event.type === 'apply_start') working.add(event.hook.resource.addr);
      if (event.type === 'apply_complete' || event.type === 'apply_errored')
        working.delete(event.hook.resource.addr);
      onEvent(event);
    },
    signal: AbortSignal.any([givenUp.signal, ...(session.signal === undefined ? [] : [session.signal])]),
  });
  over.abort();
  await watching;
  if (result.exitCode === 0) return result;
  const failed = (await look(services, [...services.names.values()])).filter(
    (state) => isGivenUp(state) || (rollbackOf(state)?.createdAt?.getTime() ?? 0) >= began,
  );
  if (failed.length === 0) return result;
  const deleted = givenUp.signal.aborted ? await deleteEmpty(stack, session, services, failed) : [];
  const rollouts = failed.map((state) =>
    [describeRollout(state), ...(deleted.includes(state) ? [DELETED] : [])].join('\n'),
  );
  const ended = { errors: [], text: 'Interrupted: ECS gave up all that it waited for.' };
  const words = givenUp.signal.aborted ? ended : {};
  return { ...result, ...words, rollouts: rollouts.join('\n\n') };
}

/** States of services; none where the person may apply, and not ask. */
const look = ({ client, cluster }: Services, names: readonly string[]): Promise<ServiceState[]> =>
  serviceStates(client, cluster, names).catch(() => []);

/**
 * Deletes services without any task. Terraform would make the one that replaces a tainted one before it deletes that, and AWS
 * refuses a second one of the same name.
 *
 * @returns those that are deleted
 */
async function deleteEmpty(
  stack: Stack,
  session: Session,
  { client, cluster, names }: Services,
  states: readonly ServiceState[],
): Promise<ServiceState[]> {
  const deleted: ServiceState[] = [];
  for (const state of states) {
    const { runningCount, deployments = [] } = state.service;
    if (!isGivenUp(state) || runningCount !== 0 || deployments.length !== 1) continue;
    const deletion = new DeleteServiceCommand({ cluster, service: state.name, force: true });
    await client.send(deletion).then(
      () => deleted.push(state),
      () => undefined,
    );
  }
  const addresses = [...names].flatMap(([address, name]) =>
    deleted.some((state) => state.name === name) ? [address] : [],
  );
  // The provider would look for two minutes whether they come back.
  if (addresses.length > 0)
    await runTerraform({ ...terraformRun(stack, session), args: ['state', 'rm', '-no-color', ...addresses] });
  return deleted;
}
