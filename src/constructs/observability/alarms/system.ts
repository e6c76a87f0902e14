import { byKey, Keyed } from '../../../lib/keyed';
import { SystemMetrics } from '../metrics/system';
import { databaseAlarms, DatabaseThresholds } from './database';
import { Alarms } from './definition';
import { gatewayAlarms, GatewayThresholds } from './gateway';
import { genaiAlarms, GenaiThresholds } from './genai';
import { serviceAlarms, ServiceThresholds } from './service';

export interface AlarmThresholds
  extends GatewayThresholds, ServiceThresholds, GenaiThresholds, DatabaseThresholds {
  /** Least numbers of tasks, by service. */
  readonly minTasks: Keyed<number>;
  /** Requests that one firewall stops in five minutes. */
  readonly blockedRequests: number;
}

/**
 * Every alarm of an environment, in the order in which an operator reads them: what callers notice first. Each alarm mails
 * by itself. None watches a cause whose effect another one shows.
 */
export const systemAlarms = (metrics: SystemMetrics, thresholds: AlarmThresholds): Alarms => ({
  outage: {
    kind: 'outage',
    fault: 'The clinic cannot be reached',
    meaning: 'A public URL does not answer 200, or the probe that requests it every minute does not run.',
    metric: metrics.functions.probe.errors,
    comparison: '>=',
    threshold: 1,
    periodSeconds: 60,
    periods: 3,
    // Lambda publishes errors, or none, for each invocation: silence means that nobody looks.
    missingData: 'breaching',
  },
  ...gatewayAlarms(metrics.gateway, thresholds),
  ...all(metrics.services, (service, name) =>
    serviceAlarms(name, thresholds.minTasks[name] ?? 1, service, thresholds),
  ),
  ...(metrics.genai === undefined ? {} : genaiAlarms(metrics.genai, thresholds)),
  ...databaseAlarms(metrics, thresholds),
  ...all(metrics.natGateways, natGatewayAlarms),
  ...all(metrics.firewalls, (firewall, name) => firewallAlarms(firewall, name, thresholds.blockedRequests)),
  'migration-errors': {
    kind: 'migration-errors',
    fault: 'A migration failed',
    meaning: 'The database is at an older version than the deployment wants.',
    metric: metrics.functions.migration.errors,
    comparison: '>=',
    threshold: 1,
    // It runs during deployments only.
    missingData: 'notBreaching',
  },
});

const all = <T>(entries: Keyed<T>, alarmsOf: (entry: T, key: string) => Alarms): Alarms =>
  byKey(entries).reduce<Alarms>((made, [key, entry]) => ({ ...made, ...alarmsOf(entry, key) }), {});

/** @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway-cloudwatch.html#creating-alarms-nat-gateway */
const natGatewayAlarms = (
  { portAllocationErrors }: SystemMetrics['natGateways'][string],
  zone: string,
): Alarms => ({
  [`nat-gateway-${zone}-ports`]: {
    kind: 'nat-gateway-ports',
    fault: 'No ports left for NAT',
    meaning: `The NAT gateway of zone ${zone} refuses new connections to an address.`,
    metric: portAllocationErrors,
    comparison: '>',
    threshold: 0,
    periods: 3,
  },
});

const firewallAlarms = (
  { blocked }: SystemMetrics['firewalls']['api'],
  place: string,
  threshold: number,
): Alarms => ({
  [`firewall-${place}-blocks`]: {
    kind: 'firewall-blocks',
    fault: 'A firewall blocks much',
    meaning: `The firewall before the ${place.replace('-', ' ').replace('api', 'API')} stops many requests: an attack, or a rule that stops users.`,
    metric: blocked,
    comparison: '>=',
    threshold,
    // WAF publishes the count only where it stops something.
    missingData: 'notBreaching',
  },
});
