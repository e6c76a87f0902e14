import { maxConnections } from '../../../lib/aurora-connections';
import { valuesByKey } from '../../../lib/keyed';
import { Metric } from '../metrics/metric';
import { SystemMetrics } from '../metrics/system';
import { AlarmDefinition, AlarmKind, Alarms } from './definition';

export interface DatabaseThresholds {
  /** Aurora capacity units. */
  readonly maxAcu: number;
  /** Percentage of the CPU at the maximum capacity. */
  readonly databaseCpuPercent: number;
  /** Percentage of the connections that an instance takes. */
  readonly databaseConnectionsPercent: number;
  /** Percentage of the memory at the maximum capacity that has to be left. */
  readonly databaseFreeMemoryPercent: number;
  readonly replicaLagMilliseconds: number;
}

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.how-it-works.html#aurora-serverless-v2.how-it-works.capacity */
const BYTES_PER_ACU = 2 * 1024 ** 3;

/**
 * Alarms on the database as a whole: each minute counts the instance that is worst off, whichever role it has.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/dimensions.html
 */
export function databaseAlarms(
  {
    databaseCluster: cluster,
    databaseInstances,
  }: Pick<SystemMetrics, 'databaseCluster' | 'databaseInstances'>,
  thresholds: DatabaseThresholds,
): Alarms {
  const instances = valuesByKey(databaseInstances);
  const alarm = (
    kind: AlarmKind,
    definition: Pick<AlarmDefinition, 'fault' | 'meaning' | 'metric' | 'comparison' | 'threshold'>,
    drawnOn: readonly Metric[],
    missingData: AlarmDefinition['missingData'] = 'notBreaching',
  ): Alarms => ({
    // A quarter of an hour: scaling up, and a failover, take less.
    [kind]: { kind, ...definition, periodSeconds: 60, periods: 15, missingData, drawnOn },
  });
  return {
    ...alarm(
      'database-cpu',
      {
        fault: 'The database is at its limit, or silent',
        meaning: 'An instance uses nearly all CPU of its maximum capacity, or no instance reports any more.',
        metric: cluster.cpu,
        comparison: '>',
        threshold: thresholds.databaseCpuPercent,
      },
      instances.map(({ cpu }) => cpu),
      // An instance that runs reports every minute.
      'breaching',
    ),
    ...alarm(
      'database-connections',
      {
        fault: 'Database connections run out',
        meaning: 'An instance has nearly as many connections as it takes; then services get none.',
        metric: cluster.connections,
        comparison: '>',
        threshold: Math.floor(
          (maxConnections(thresholds.maxAcu) * thresholds.databaseConnectionsPercent) / 100,
        ),
      },
      instances.map(({ connections }) => connections),
    ),
    ...alarm(
      'database-memory',
      {
        fault: 'Database memory runs out',
        meaning: 'An instance is as large as it may be and has little memory left; at none it restarts.',
        metric: cluster.freeableMemory,
        comparison: '<',
        threshold: Math.floor(
          (thresholds.maxAcu * BYTES_PER_ACU * thresholds.databaseFreeMemoryPercent) / 100,
        ),
      },
      instances.map(({ freeableMemory }) => freeableMemory),
    ),
    // Without a reader nothing lags.
    ...(instances.length > 1
      ? alarm(
          'database-replica-lag',
          {
            fault: 'The reader is behind',
            meaning: 'A reader lags behind the writer: whoever reads there reads old data.',
            metric: cluster.replicaLag,
            comparison: '>',
            threshold: thresholds.replicaLagMilliseconds,
          },
          instances.map(({ replicaLag }) => replicaLag),
        )
      : {}),
  };
}
