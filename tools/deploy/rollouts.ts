import { ECSClient, ServiceEvent } from '@aws-sdk/client-ecs';
import { namesFor } from '../../src/lib/naming';
import { clientOptions, regionOf } from './client-options';
import { ServiceState, stopReason } from './ecs-services';
import { environmentOf, readStackJson, Stack } from './graph';
import { Session } from './session';

/** Events of ECS that are shown of a rollout. */
const SHOWN = 6;

/** Milliseconds by which AWS's times of one rollback may differ. */
const SLACK_MS = 5_000;

/** ECS services of a stack. */
export interface Services {
  readonly client: ECSClient;
  readonly cluster: string;
  /** Names by Terraform address. */
  readonly names: ReadonlyMap<string, string>;
}

/** Services of a stack, as far as its JSON names them; undefined for one without. */
export function servicesOf(stack: Stack, session: Pick<Session, 'env'>): Services | undefined {
  const { resource } = readStackJson(stack) as ReturnType<typeof readStackJson> & {
    readonly resource?: {
      readonly aws_ecs_service?: Readonly<
        Record<string, { readonly name: string; readonly cluster: string }>
      >;
    };
  };
  const found = Object.entries(resource?.aws_ecs_service ?? {});
  const [environment, cluster] = [environmentOf(stack), found[0]?.[1].cluster];
  if (environment === undefined || cluster === undefined) return undefined;
  return {
    client: new ECSClient(clientOptions(session, 'ECS', regionOf(stack))),
    cluster: cluster.includes('${') ? namesFor(environment)('ecs-cluster') : cluster,
    names: new Map(found.map(([id, { name }]) => [`aws_ecs_service.${id}`, name])),
  };
}

/** Event with which ECS went back to the deployment before, where nothing was deployed since. */
export const rollbackOf = ({ service, primary }: ServiceState): ServiceEvent | undefined =>
  service.events?.find(
    ({ message = '', createdAt }) =>
      message.includes('rolling back to (deployment') &&
      (createdAt?.getTime() ?? 0) >= (primary.createdAt?.getTime() ?? 0) - SLACK_MS,
  );

/** Tells whether ECS gave a deployment up and has none to go back to: it then starts no further tasks. */
export const isGivenUp = ({ primary }: ServiceState): boolean => primary.rolloutState === 'FAILED';

/** Outcome of a rollout that failed, with the reason why its newest task ended and with ECS's events. */
export function describeRollout(state: ServiceState): string {
  const { name, service, primary, stopped } = state;
  const [newest] = stopped;
  const events = (service.events ?? []).slice(0, SHOWN);
  return [
    isGivenUp(state)
      ? `ECS gave up the deployment of ${name}: ${primary.rolloutStateReason ?? 'tasks failed to start.'}`
      : `ECS rolled the deployment of ${name} back.`,
    ...(newest === undefined ? [] : [`The newest task that ended: ${stopReason(newest)}`]),
    'Events, the newest first:',
    ...events.map(({ createdAt, message = '' }) => `  ${createdAt?.toISOString() ?? ''} ${message}`),
  ].join('\n');
}
