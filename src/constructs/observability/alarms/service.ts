import { failedPercent, highest } from '../metrics/expression';
import { ServiceMetrics } from '../metrics/system';
import { Alarms } from './definition';

export interface ServiceThresholds {
  /** Failed requests in five minutes below which the percentage does not count. */
  readonly failures: number;
  readonly errorPercent: number;
  readonly serviceLatencySeconds: number;
  /** Percentage of the CPU, or of the memory, that the tasks reserve. */
  readonly serviceSaturationPercent: number;
}

/** Alarms on one service of the catalogue: its answers, its targets, its tasks. */
export const serviceAlarms = (
  service: string,
  minTasks: number,
  { target, tasks }: ServiceMetrics,
  thresholds: ServiceThresholds,
): Alarms => ({
  [`${service}-errors`]: {
    kind: 'service-errors',
    fault: 'A service fails',
    meaning: `${service} answers with 5xx.`,
    metric: failedPercent({
      requests: target.requests,
      errors: target.serverErrors,
      failures: thresholds.failures,
    }),
    comparison: '>',
    threshold: thresholds.errorPercent,
  },
  [`${service}-latency`]: {
    kind: 'service-latency',
    fault: 'A service is slow',
    meaning: `One of ten requests to ${service} takes too long.`,
    metric: target.responseTime,
    comparison: '>',
    threshold: thresholds.serviceLatencySeconds,
    periods: 3,
  },
  [`${service}-unhealthy-hosts`]: {
    kind: 'service-unhealthy-hosts',
    fault: 'Targets unhealthy',
    meaning: `The load balancer finds a task of ${service} unhealthy, and ECS does not replace it.`,
    metric: target.unhealthyHosts,
    comparison: '>=',
    threshold: 1,
    periodSeconds: 60,
    periods: 5,
    // Without targets none is unhealthy: the alarm on tasks rings then.
    missingData: 'notBreaching',
  },
  [`${service}-tasks`]: {
    kind: 'service-tasks',
    fault: 'Tasks missing',
    meaning: `${service} runs fewer tasks than its least number, or does not report any.`,
    metric: tasks.runningTasks,
    comparison: '<',
    threshold: minTasks,
    periodSeconds: 60,
    periods: 5,
    // Container Insights reports every minute: a service without a report runs no task.
    missingData: 'breaching',
  },
  [`${service}-saturation`]: {
    kind: 'service-saturation',
    fault: 'A service is at its limit',
    meaning: `The tasks of ${service} use nearly all of their CPU or memory, and scaling does not help.`,
    metric: highest({ cpu: tasks.cpu, memory: tasks.memory }, 'CPU or memory, percent'),
    comparison: '>',
    threshold: thresholds.serviceSaturationPercent,
    periods: 3,
    drawnOn: [tasks.cpu, tasks.memory],
  },
});
