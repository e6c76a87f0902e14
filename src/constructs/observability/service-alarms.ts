import { Construct } from 'constructs';
import { failedPercent, timeOfRequests } from '../../lib/metrics/expression';
import { ServiceMetrics } from '../../lib/metrics/system';
import { AlarmSetting } from './alarm';
import { MetricAlarm } from './metric-alarm';

export interface ServiceAlarmsProps {
  readonly setting: AlarmSetting;
  /** Name of the service in the catalogue. */
  readonly service: string;
  readonly metrics: ServiceMetrics;
  readonly minTasks: number;
  readonly minRequests: number;
  readonly errorPercent: number;
  readonly latencySeconds: number;
  readonly cpuPercent: number;
  readonly memoryPercent: number;
  /** In five minutes. */
  readonly errorLines: number;
}

/** One service: its targets behind the load balancer, its tasks, its log. */
export class ServiceAlarms extends Construct {
  readonly all: readonly MetricAlarm[];
  readonly #props: ServiceAlarmsProps;

  constructor(scope: Construct, id: string, props: ServiceAlarmsProps) {
    super(scope, id);
    this.#props = props;
    this.all = [
      this.#errors(),
      this.#latency(),
      this.#unhealthyHosts(),
      this.#tasks(),
      this.#saturation('cpu'),
      this.#saturation('memory'),
      this.#errorLines(),
    ];
  }

  #shared(part: string) {
    const { setting, service } = this.#props;
    return { setting, name: `${service}-${part}`, notifies: false, periodSeconds: 300 } as const;
  }

  #errors(): MetricAlarm {
    const { service, metrics, minRequests, errorPercent } = this.#props;
    const { requests, serverErrors } = metrics.target;
    return new MetricAlarm(this, 'errors', {
      ...this.#shared('errors'),
      kind: 'service-errors',
      says: `${service} answered more than ${errorPercent} of 100 requests with a 5xx.`,
      metric: failedPercent({ requests, errors: serverErrors, minRequests }),
      comparison: '>',
      threshold: errorPercent,
      periods: 1,
      // The load balancer counts errors only where there are some.
      missingData: 'notBreaching',
    });
  }

  #latency(): MetricAlarm {
    const { service, metrics, minRequests, latencySeconds } = this.#props;
    const { requests, responseTime } = metrics.target;
    return new MetricAlarm(this, 'latency', {
      ...this.#shared('latency'),
      kind: 'service-latency',
      says: `One of ten requests to ${service} takes longer than ${latencySeconds} s.`,
      metric: timeOfRequests({ requests, time: responseTime, minRequests }),
      comparison: '>',
      threshold: latencySeconds,
      periods: 2,
      // Without requests there is no time.
      missingData: 'notBreaching',
    });
  }

  #unhealthyHosts(): MetricAlarm {
    const { service, metrics } = this.#props;
    return new MetricAlarm(this, 'unhealthy-hosts', {
      ...this.#shared('unhealthy-hosts'),
      kind: 'service-unhealthy-hosts',
      says: `The load balancer has found a task of ${service} unhealthy for five minutes, and ECS has not replaced it.`,
      metric: metrics.target.unhealthyHosts,
      comparison: '>=',
      threshold: 1,
      periodSeconds: 60,
      periods: 5,
      // Without targets there are none that are unhealthy: that is what the alarm on tasks is for.
      missingData: 'notBreaching',
    });
  }

  #tasks(): MetricAlarm {
    const { service, metrics, minTasks } = this.#props;
    return new MetricAlarm(this, 'tasks', {
      ...this.#shared('tasks'),
      kind: 'service-tasks',
      says: `${service} has run fewer than ${minTasks} tasks for five minutes.`,
      metric: metrics.tasks.runningTasks,
      comparison: '<',
      threshold: minTasks,
      periodSeconds: 60,
      periods: 5,
      // A service tells every minute how many run: one that says nothing runs none.
      missingData: 'breaching',
    });
  }

  #saturation(part: 'cpu' | 'memory'): MetricAlarm {
    const { service, metrics, cpuPercent, memoryPercent } = this.#props;
    const percent = { cpu: cpuPercent, memory: memoryPercent }[part];
    return new MetricAlarm(this, part, {
      ...this.#shared(part),
      kind: `service-${part}`,
      says: `The tasks of ${service} have used more than ${percent} percent of their ${part} for a quarter of an hour.`,
      metric: metrics.tasks[part],
      comparison: '>',
      threshold: percent,
      // Long enough for autoscaling to help first.
      periods: 3,
      // No task, no use: that is what the alarm on tasks is for.
      missingData: 'notBreaching',
    });
  }

  #errorLines(): MetricAlarm {
    const { service, metrics, errorLines } = this.#props;
    return new MetricAlarm(this, 'error-lines', {
      ...this.#shared('error-lines'),
      kind: 'service-error-lines',
      says: `${service} logged ${errorLines} errors or more in five minutes.`,
      metric: metrics.errorLines,
      comparison: '>=',
      threshold: errorLines,
      periods: 1,
      // No line in the log, no count.
      missingData: 'notBreaching',
    });
  }
}
