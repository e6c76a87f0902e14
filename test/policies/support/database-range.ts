import { blocks, environmentOf, Estate, Resource } from '../../support/estate';
import { resourceOf, WatchedMetric } from './alarms';
import { containersOf, variable } from './containers';
import { instancesOf } from './databases';
import { variablesOf } from './functions';
import { Range, tasks } from './task-range';

const GIB = 1024 ** 3;

/**
 * `max_connections` of Aurora MySQL by maximum capacity; between two points the lower one.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html#aurora-serverless-v2.max-connections
 */
const CONNECTIONS: Readonly<Record<number, number>> = {
  1: 90,
  4: 135,
  8: 1000,
  16: 2000,
  32: 3000,
  64: 4000,
  128: 5000,
};

/** Requests of a function at once where nothing bounds them, and what else connects: the migration twice, an administrator. */
const UNBOUND_FUNCTION = 10;
const OTHERS = 2 + 5;

interface Capacity {
  readonly cluster: Resource | undefined;
  readonly min: number;
  readonly max: number;
}

/** The bounds in ACU between which the instance of a metric scales. */
function capacityOf(estate: Estate, alarm: Resource, metric: WatchedMetric): Capacity {
  const instance = resourceOf(estate, alarm, metric, 'DBInstanceIdentifier');
  const cluster = instance && estate.target(instance, instance.body['cluster_identifier']);
  const [scaling = {}] = blocks(cluster?.body, 'serverlessv2_scaling_configuration');
  return { cluster, min: Number(scaling['min_capacity']), max: Number(scaling['max_capacity']) };
}

/**
 * What capacity says of the metrics of an instance.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html#aurora-serverless-v2.viewing.monitoring
 */
export const databaseRange = {
  /** Current by maximum capacity: an idle instance goes down to the minimum, not below. */
  acuUtilization: (estate: Estate, alarm: Resource, metric: WatchedMetric): Range => {
    const { min, max } = capacityOf(estate, alarm, metric);
    const idle = (100 * min) / max;
    return { lowest: idle, highest: 100, resting: idle };
  },
  /** About 2 GiB for each ACU not in use, and the quarter that the buffer pool leaves of those that are. */
  freeableMemory: (estate: Estate, alarm: Resource, metric: WatchedMetric): Range => {
    const { min, max } = capacityOf(estate, alarm, metric);
    return { lowest: 0, highest: max * 2 * GIB, resting: (max - min + min / 4) * 2 * GIB };
  },
  /** Milliseconds. A reader far behind restarts: https://repost.aws/knowledge-center/aurora-read-replica-restart */
  replicaLag: (estate: Estate, alarm: Resource, metric: WatchedMetric): Range => {
    const { cluster } = capacityOf(estate, alarm, metric);
    const readers = cluster === undefined ? 0 : instancesOf(estate, cluster).length - 1;
    return { lowest: 0, highest: readers > 0 ? 60_000 : 0, resting: 20 };
  },
};

/** What the tasks of services and the functions can have open, and what the smallest number of tasks does. */
export function connectionRange(estate: Estate, alarm: Resource, metric: WatchedMetric): Range {
  const { max } = capacityOf(estate, alarm, metric);
  const steps = Object.entries(CONNECTIONS).filter(([acu]) => Number(acu) <= max);
  const taken = Math.max(0, ...steps.map(([, connections]) => connections));
  const pools = estate
    .ofType('aws_ecs_service')
    .filter((service) => environmentOf(service) === environmentOf(alarm))
    .map((service) => ({ pool: poolOf(estate, service), ...tasks(estate, service) }));
  const asked = pools.reduce((sum, { pool, highest }) => sum + pool * highest, 0);
  return {
    lowest: 0,
    highest: Math.min(taken, asked + functionConnections(estate, alarm) + OTHERS),
    resting: pools.reduce((sum, { pool, resting }) => sum + pool * resting, 0),
  };
}

function poolOf(estate: Estate, service: Resource): number {
  const task = estate.target(service, service.body['task_definition']);
  const sizes = (task === undefined ? [] : containersOf(task)).map((container) =>
    Number(variable(container, 'SPRING_DATASOURCE_HIKARI_MAXIMUMPOOLSIZE') ?? 0),
  );
  return Math.max(0, ...sizes);
}

function functionConnections(estate: Estate, alarm: Resource): number {
  const called = estate
    .ofType('aws_lambda_alias')
    .filter((alias) => environmentOf(alias) === environmentOf(alarm))
    .flatMap((alias) => estate.targets(alias, alias.body['function_name']))
    .filter((lambda) => 'DATABASE_HOST' in variablesOf(lambda));
  return called.reduce(
    (sum, { body }) => sum + Number(body['reserved_concurrent_executions'] ?? UNBOUND_FUNCTION),
    0,
  );
}
