import { Construct } from 'constructs';
import { unservedPercent } from '../../lib/metrics/expression';
import { SystemMetrics } from '../../lib/metrics/system';
import { AlarmSetting } from './alarm';
import { MetricAlarm } from './metric-alarm';

export interface LoadBalancerAlarmsProps {
  readonly setting: AlarmSetting;
  readonly metrics: SystemMetrics['loadBalancer'];
  readonly minRequests: number;
  readonly errorPercent: number;
}

/** The load balancer itself; what it tells of each service is among the alarms of the service. */
export class LoadBalancerAlarms extends Construct {
  readonly all: readonly MetricAlarm[];

  constructor(scope: Construct, id: string, props: LoadBalancerAlarmsProps) {
    super(scope, id);
    const { setting, metrics, minRequests, errorPercent } = props;
    const { requests, serverErrors } = metrics;
    this.all = [
      new MetricAlarm(this, 'errors', {
        setting,
        notifies: false,
        name: 'load-balancer-errors',
        kind: 'load-balancer-errors',
        says: `The load balancer itself answered more than ${errorPercent} of 100 requests with a 5xx: no target took them, or none answered.`,
        metric: unservedPercent({ requests, errors: serverErrors, minRequests }),
        comparison: '>',
        threshold: errorPercent,
        periodSeconds: 300,
        periods: 1,
        // It counts errors only where there are some.
        missingData: 'notBreaching',
      }),
    ];
  }
}
