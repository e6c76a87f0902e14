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

/** Connections of the migration: its own, and that of a second run that waits for the lock. */
export const MIGRATION_CONNECTIONS = 2;

/** Requests of the GenAI function that are expected at once where nothing bounds them. */
export const EXPECTED_GENAI_CONCURRENCY = 10;

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

/**
 * Database connections that the system can have open when every service runs its `maxTasks`, with room for the
 * migration and an administrator.
 *
 * @param genaiConcurrency requests of the GenAI function at once: each runs in an execution environment of its own, which
 * keeps one connection
 */
export function neededConnections(
  services: readonly { readonly maxTasks: number }[],
  genaiConcurrency: number = EXPECTED_GENAI_CONCURRENCY,
): number {
  const tasks = services.reduce((sum, { maxTasks }) => sum + maxTasks, 0);
  return tasks * POOL_SIZE + genaiConcurrency + MIGRATION_CONNECTIONS + ADMINISTRATOR_CONNECTIONS;
}
