import { metricsOf } from './metric';

/**
 * Metrics of an Aurora MySQL Serverless v2 instance. Utilizations are percent of the maximum capacity, the lag is in
 * milliseconds, memory in bytes, capacity in Aurora capacity units.
 *
 * By instance, not by role: each is the writer until a failover makes it a reader, and either has the same limits.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html#aurora-serverless-v2.viewing.monitoring
 */
export function databaseInstanceMetrics(instance: string) {
  const metric = metricsOf('AWS/RDS', { DBInstanceIdentifier: instance });
  return {
    cpu: metric('CPUUtilization', 'Average'),
    /** Capacity in use, as a percentage of the maximum capacity. */
    acuUtilization: metric('ACUUtilization', 'Average'),
    capacity: metric('ServerlessDatabaseCapacity', 'Average'),
    connections: metric('DatabaseConnections', 'Maximum'),
    /**
     * Memory in bytes that is free at the maximum capacity: it counts what an instance could still get by scaling up.
     */
    freeableMemory: metric('FreeableMemory', 'Minimum'),
    /** Lag of a reader behind the writer, in milliseconds; the writer reports none. */
    replicaLag: metric('AuroraReplicaLag', 'Maximum'),
  };
}

/**
 * Metrics of a cluster: of each minute, the value of the instance that is worst off.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/dimensions.html
 */
export function databaseClusterMetrics(cluster: string) {
  const metric = metricsOf('AWS/RDS', { DBClusterIdentifier: cluster });
  return {
    cpu: metric('CPUUtilization', 'Maximum'),
    connections: metric('DatabaseConnections', 'Maximum'),
    freeableMemory: metric('FreeableMemory', 'Minimum'),
    replicaLag: metric('AuroraReplicaLag', 'Maximum'),
  };
}
