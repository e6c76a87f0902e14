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

/**
 * Connections that each task of a service keeps open: four for each vCPU, and two at least.
 *
 * @param cpu of the task, in units of 1/1024 vCPU
 * @see https://github.com/brettwooldridge/HikariCP/wiki/About-Pool-Sizing
 */
export const poolSize = (cpu: number): number => Math.max(2, Math.floor(cpu / 256));

/** Most tasks of a service during a deployment, as a percentage of those that it runs. */
export const DEPLOYMENT_MAXIMUM_PERCENT = 200;

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
 * Database connections that the system can have open when every service runs its `maxTasks` and all are being deployed at
 * once, with room for the migration and an administrator.
 *
 * @param genaiConcurrency requests of the GenAI function at once: each runs in an execution environment of its own, which
 * keeps one connection
 */
export function neededConnections(
  services: readonly { readonly maxTasks: number; readonly cpu: number }[],
  genaiConcurrency: number = EXPECTED_GENAI_CONCURRENCY,
): number {
  const pooled = services.reduce(
    (sum, { maxTasks, cpu }) =>
      sum + Math.floor((maxTasks * DEPLOYMENT_MAXIMUM_PERCENT) / 100) * poolSize(cpu),
    0,
  );
  return pooled + genaiConcurrency + MIGRATION_CONNECTIONS + ADMINISTRATOR_CONNECTIONS;
}
