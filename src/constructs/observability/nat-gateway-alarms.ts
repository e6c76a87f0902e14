import { Construct } from 'constructs';
import { byKey } from '../../lib/keyed';
import { SystemMetrics } from '../../lib/metrics/system';
import { AlarmSetting } from './alarm';
import { MetricAlarm } from './metric-alarm';

export interface NatGatewayAlarmsProps {
  readonly setting: AlarmSetting;
  readonly natGateways: SystemMetrics['natGateways'];
}

/**
 * The ways out of the private subnets.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway-cloudwatch.html#creating-alarms-nat-gateway
 */
export class NatGatewayAlarms extends Construct {
  readonly all: readonly MetricAlarm[];

  constructor(scope: Construct, id: string, { setting, natGateways }: NatGatewayAlarmsProps) {
    super(scope, id);
    this.all = byKey(natGateways).map(
      ([key, { portAllocationErrors }]) =>
        new MetricAlarm(this, `${key}-ports`, {
          setting,
          name: `nat-gateway-${key}-ports`,
          kind: 'nat-gateway-ports',
          notifies: true,
          says: `The NAT gateway ${key} has had no port left for new connections for a quarter of an hour.`,
          metric: portAllocationErrors,
          comparison: '>',
          threshold: 0,
          periodSeconds: 300,
          periods: 3,
          // Nothing told is nothing that failed.
          missingData: 'notBreaching',
        }),
    );
  }
}
