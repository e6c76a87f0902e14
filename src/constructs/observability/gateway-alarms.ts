import { Construct } from 'constructs';
import { failedPercent, timeOfRequests } from '../../lib/metrics/expression';
import { SystemMetrics } from '../../lib/metrics/system';
import { AlarmSetting } from './alarm';
import { MetricAlarm } from './metric-alarm';

export interface GatewayAlarmsProps {
  readonly setting: AlarmSetting;
  readonly metrics: SystemMetrics['gateway'];
  readonly minRequests: number;
  readonly errorPercent: number;
  readonly latencyMilliseconds: number;
}

/** The gateway as every caller sees it. */
export class GatewayAlarms extends Construct {
  readonly all: readonly MetricAlarm[];

  constructor(scope: Construct, id: string, props: GatewayAlarmsProps) {
    super(scope, id);
    const { setting, metrics, minRequests } = props;
    const { requests, serverErrors, latency } = metrics;
    // Without requests the gateway tells nothing, and nobody waits for it.
    const shared = { setting, notifies: false, missingData: 'notBreaching', periodSeconds: 300 } as const;
    this.all = [
      new MetricAlarm(this, 'errors', {
        ...shared,
        name: 'gateway-errors',
        kind: 'gateway-errors',
        says: `The API answered more than ${props.errorPercent} of 100 requests with a 5xx.`,
        metric: failedPercent({ requests, errors: serverErrors, minRequests }),
        comparison: '>',
        threshold: props.errorPercent,
        periods: 1,
      }),
      new MetricAlarm(this, 'latency', {
        ...shared,
        name: 'gateway-latency',
        kind: 'gateway-latency',
        says: `One of ten requests to the API waits for more than ${props.latencyMilliseconds / 1000} s; after 29 s the gateway gives up.`,
        metric: timeOfRequests({ requests, time: latency, minRequests }),
        comparison: '>',
        threshold: props.latencyMilliseconds,
        periods: 2,
      }),
    ];
  }
}
