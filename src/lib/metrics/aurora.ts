import { metricsOf } from './metric';

/**
 * What Aurora MySQL Serverless v2 tells of an instance. Utilizations are percent, the lag is in milliseconds, memory in bytes,
 * capacity in Aurora capacity units.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html#aurora-serverless-v2.viewing.monitoring
 */
export function databaseInstanceMetrics(instance: string) {
  const metric = metricsOf('AWS/RDS', { DBInstanceIdentifier: instance });
  return {
    cpu: metric('CPUUtilization', 'Average'),
    /** How much of the maximum capacity is in use. */
    acuUtilization: metric('ACUUtilization', 'Average'),
    capacity: metric('ServerlessDatabaseCapacity', 'Average'),
    connections: metric('DatabaseConnections', 'Maximum'),
    freeableMemory: metric('FreeableMemory', 'Minimum'),
    /** Of a reader behind the writer. */
    replicaLag: metric('AuroraReplicaLag', 'Maximum'),
  };
}
