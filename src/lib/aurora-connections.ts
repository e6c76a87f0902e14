/**
 * Connections that an Aurora MySQL Serverless v2 instance takes, by its maximum capacity in ACUs. AWS states these points;
 * between two of them the lower one is taken.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html#aurora-serverless-v2.max-connections
 */
const CONNECTIONS: readonly (readonly [acu: number, connections: number])[] = [
  [1, 90],
  [4, 135],
  [8, 1000],
  [16, 2000],
  [32, 3000],
  [64, 4000],
  [128, 5000],
];

/** Connections that each task of a service keeps open: the size of its pool. */
export const POOL_SIZE = 5;

/** Connections of the functions at the same time: the GenAI function's environments, and the migration. */
export const FUNCTION_CONNECTIONS = 12;

/** Connections kept free for an administrator. */
export const ADMINISTRATOR_CONNECTIONS = 5;

/**
 * The `max_connections` that AWS derives from the maximum capacity of an instance.
 *
 * @param maxAcu 1 to 256
 */
export function maxConnections(maxAcu: number): number {
  return CONNECTIONS.findLast(([acu]) => acu <= maxAcu)?.[1] ?? 0;
}

/** What the system can have open when every service runs its `maxTasks`, with room for an administrator. */
export function neededConnections(services: readonly { readonly maxTasks: number }[]): number {
  const tasks = services.reduce((sum, { maxTasks }) => sum + maxTasks, 0);
  return tasks * POOL_SIZE + FUNCTION_CONNECTIONS + ADMINISTRATOR_CONNECTIONS;
}
