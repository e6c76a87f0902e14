import { ServiceMemory } from './service-memory';
import { Task } from './task';

/**
 * Report to the emulator, which answers ECS's and the load balancer's calls with it.
 *
 * @param port where the system answers
 * @param memory by the id of the service
 */
export function reportOf(
  port: number,
  tasks: readonly Task[],
  memory: ReadonlyMap<string, ServiceMemory>,
): object {
  const targets = new Map<string, object[]>();
  for (const task of tasks.filter(({ status }) => status === 'RUNNING' || status === 'DEACTIVATING')) {
    for (const { groupId, target, state } of task.targets) {
      const { vpcAddress, zone } = task.network;
      const Target = { Id: vpcAddress, Port: target.port, AvailabilityZone: zone };
      const described = { Target, HealthCheckPort: String(target.port), TargetHealth: state };
      targets.set(groupId, [...(targets.get(groupId) ?? []), described]);
    }
  }
  const services = [...memory].map(([id, one]): [string, object] => [id, one.describe()]);
  return {
    port,
    tasks: tasks.map((task) => task.describe()),
    services: Object.fromEntries(services),
    targets: Object.fromEntries(targets),
  };
}
