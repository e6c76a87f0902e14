import { Construct } from 'constructs';
import { byKey } from '../../lib/keyed';
import { SystemMetrics } from '../../lib/metrics/system';
import { AlarmSetting } from './alarm';
import { MetricAlarm } from './metric-alarm';

export interface FirewallAlarmsProps {
  readonly setting: AlarmSetting;
  readonly firewalls: SystemMetrics['firewalls'];
  /** In five minutes, at each of them. */
  readonly blockedRequests: number;
}

/** What the firewalls stop: an attack, or a rule that stops what it should not. */
export class FirewallAlarms extends Construct {
  readonly all: readonly MetricAlarm[];

  constructor(scope: Construct, id: string, { setting, firewalls, blockedRequests }: FirewallAlarmsProps) {
    super(scope, id);
    this.all = byKey(firewalls).map(
      ([key, { blocked }]) =>
        new MetricAlarm(this, `${key}-blocks`, {
          setting,
          name: `firewall-${key}-blocks`,
          kind: 'firewall-blocks',
          notifies: true,
          says: `The firewall before the ${key} stopped ${blockedRequests} requests or more in five minutes.`,
          metric: blocked,
          comparison: '>=',
          threshold: blockedRequests,
          periodSeconds: 300,
          periods: 1,
          // It counts only where it stops something.
          missingData: 'notBreaching',
        }),
    );
  }
}
