import {
  Deployment,
  DescribeServicesCommand,
  DescribeTasksCommand,
  ECSClient,
  ListTasksCommand,
  Service,
  Task,
} from '@aws-sdk/client-ecs';

/** Services that DescribeServices takes at once. */
const MOST_SERVICES = 10;

/** A service with its tasks, as ECS tells of them. */
export interface ServiceState {
  readonly name: string;
  readonly service: Service;
  /** Newest deployment. */
  readonly primary: Deployment;
  /** Tasks that ought to run. */
  readonly tasks: readonly Task[];
  /** Tasks that ended in the last hour, the newest first. */
  readonly stopped: readonly Task[];
}

/**
 * States of those of the services that are active.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServices.html
 */
export async function serviceStates(
  client: ECSClient,
  cluster: string,
  names: readonly string[],
): Promise<ServiceState[]> {
  const described = Array.from({ length: Math.ceil(names.length / MOST_SERVICES) }, async (_, index) => {
    const services = names.slice(index * MOST_SERVICES, (index + 1) * MOST_SERVICES);
    return (await client.send(new DescribeServicesCommand({ cluster, services }))).services ?? [];
  });
  const active = (await Promise.all(described)).flat().filter(({ status }) => status === 'ACTIVE');
  return Promise.all(
    active.map(async (service): Promise<ServiceState> => {
      const { serviceName: name = '', deployments = [] } = service;
      const [tasks, stopped] = await Promise.all(
        (['RUNNING', 'STOPPED'] as const).map(async (desiredStatus) => {
          const asked = { cluster, serviceName: name, desiredStatus };
          const { taskArns = [] } = await client.send(new ListTasksCommand(asked));
          if (taskArns.length === 0) return [];
          return (await client.send(new DescribeTasksCommand({ cluster, tasks: taskArns }))).tasks ?? [];
        }),
      );
      const time = ({ stoppedAt, createdAt }: Task): number => (stoppedAt ?? createdAt)?.getTime() ?? 0;
      return {
        ...{ name, service, tasks: tasks ?? [] },
        primary: deployments.find(({ status }) => status === 'PRIMARY') ?? {},
        stopped: (stopped ?? []).sort((a, b) => time(b) - time(a)),
      };
    }),
  );
}

/** Reason why a task ended, with the exit codes of its containers. */
export function stopReason({ stoppedReason = 'no reason is known', containers = [] }: Task): string {
  const codes = containers.flatMap(({ name = '', exitCode, reason }) =>
    exitCode === undefined && reason === undefined
      ? []
      : [
          `${name}: ${[...(exitCode === undefined ? [] : [`exit code ${exitCode}`]), ...(reason === undefined ? [] : [reason])].join(', ')}`,
        ],
  );
  return [stoppedReason, ...(codes.length === 0 ? [] : [`(${codes.join('; ')})`])].join(' ');
}
