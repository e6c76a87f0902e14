import { Construct } from 'constructs';
import { byKey } from '../../lib/keyed';
import { SystemMetrics } from '../../lib/metrics/system';
import { AlarmSetting } from './alarm';
import { MetricAlarm, MetricAlarmProps } from './metric-alarm';

export interface DatabaseAlarmsProps {
  readonly setting: AlarmSetting;
  readonly instances: SystemMetrics['databaseInstances'];
  readonly slowQueries: SystemMetrics['slowQueries'];
  readonly cpuPercent: number;
  /** @default none, where the capacity is fixed: then it is always all of it */
  readonly capacityPercent: number | undefined;
  readonly connections: number;
  readonly freeableMemoryBytes: number;
  readonly replicaLagMilliseconds: number;
  /** In five minutes. */
  readonly slowQueryCount: number;
}

type Instance = DatabaseAlarmsProps['instances'][string];

/**
 * The database: each instance, and its statements. Which instance is the writer changes with a failover, so every alarm
 * stands on each of them, and the lag is told by whichever is a reader.
 */
export class DatabaseAlarms extends Construct {
  /** Limits: at one of them, whoever uses the database has to wait, or is refused. */
  readonly limits: readonly MetricAlarm[];
  /** What leads there, or costs time on the way. */
  readonly strain: readonly MetricAlarm[];
  readonly all: readonly MetricAlarm[];
  readonly #props: DatabaseAlarmsProps;

  constructor(scope: Construct, id: string, props: DatabaseAlarmsProps) {
    super(scope, id);
    this.#props = props;
    const instances = byKey(props.instances);
    this.limits = instances.flatMap(([key, metrics]) => this.#limits(key, metrics));
    this.strain = [...instances.flatMap(([key, metrics]) => this.#strain(key, metrics)), this.#slowQueries()];
    this.all = [...this.limits, ...this.strain];
  }

  #alarm(
    key: string,
    part: 'cpu' | 'capacity' | 'connections' | 'memory' | 'replica-lag',
    props: Pick<MetricAlarmProps, 'says' | 'metric' | 'comparison' | 'threshold' | 'missingData'>,
  ): MetricAlarm {
    return new MetricAlarm(this, `${key}-${part}`, {
      setting: this.#props.setting,
      name: `database-${key}-${part}`,
      kind: `database-${part}`,
      notifies: false,
      // A quarter of an hour: scaling up, and a failover, take less.
      periodSeconds: 300,
      periods: 3,
      ...props,
    });
  }

  #limits(key: string, { cpu, connections, freeableMemory }: Instance): MetricAlarm[] {
    const { cpuPercent, freeableMemoryBytes } = this.#props;
    return [
      this.#alarm(key, 'cpu', {
        says: `The database instance ${key} has used more than ${cpuPercent} percent of the CPU that it has at its maximum capacity for a quarter of an hour, or tells nothing any more.`,
        metric: cpu,
        comparison: '>',
        threshold: cpuPercent,
        // An instance that runs tells this every minute. One that is stopped or gone would else be missed by nobody.
        missingData: 'breaching',
      }),
      this.#alarm(key, 'connections', {
        says: `More than ${this.#props.connections} connections are open to the database instance ${key}.`,
        metric: connections,
        comparison: '>',
        threshold: this.#props.connections,
        // Silence is what the alarm on CPU is for; the same holds for those below.
        missingData: 'notBreaching',
      }),
      this.#alarm(key, 'memory', {
        says: `The database instance ${key} is as large as it may be, and has less than ${Math.round(freeableMemoryBytes / 1024 ** 2)} MiB of memory left.`,
        metric: freeableMemory,
        comparison: '<',
        threshold: freeableMemoryBytes,
        missingData: 'notBreaching',
      }),
    ];
  }

  #strain(key: string, { acuUtilization, replicaLag }: Instance): MetricAlarm[] {
    const { capacityPercent, replicaLagMilliseconds } = this.#props;
    const lag = this.#alarm(key, 'replica-lag', {
      says: `The database instance ${key}, a reader, is more than ${replicaLagMilliseconds} ms behind the writer.`,
      metric: replicaLag,
      comparison: '>',
      threshold: replicaLagMilliseconds,
      // The writer has none.
      missingData: 'notBreaching',
    });
    if (capacityPercent === undefined) return [lag];
    const capacity = this.#alarm(key, 'capacity', {
      says: `The database instance ${key} has run at ${capacityPercent} percent of its maximum capacity, or above, for a quarter of an hour.`,
      metric: acuUtilization,
      comparison: '>=',
      threshold: capacityPercent,
      missingData: 'notBreaching',
    });
    return [capacity, lag];
  }

  #slowQueries(): MetricAlarm {
    const { setting, slowQueries, slowQueryCount } = this.#props;
    return new MetricAlarm(this, 'slow-queries', {
      setting,
      name: 'database-slow-queries',
      kind: 'database-slow-queries',
      notifies: false,
      says: `${slowQueryCount} statements or more took the database more than 2 s each in five minutes.`,
      metric: slowQueries,
      comparison: '>=',
      threshold: slowQueryCount,
      periodSeconds: 300,
      periods: 1,
      // No slow statement, no line.
      missingData: 'notBreaching',
    });
  }
}
