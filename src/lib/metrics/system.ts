import { Keyed } from '../keyed';
import { databaseClusterMetrics, databaseInstanceMetrics } from './aurora';
import { serviceMetrics } from './ecs';
import { firewallMetrics } from './firewall';
import { gatewayMetrics } from './gateway';
import { functionMetrics } from './lambda';
import { loadBalancerMetrics, targetGroupMetrics } from './load-balancer';
import { Metric } from './metric';
import { natGatewayMetrics } from './nat-gateway';

/** Metrics of one service. */
export interface ServiceMetrics {
  readonly tasks: ReturnType<typeof serviceMetrics>;
  readonly target: ReturnType<typeof targetGroupMetrics>;
  readonly errorLines: Metric;
}

/** Metrics of an environment: the source of alarms and dashboard. */
export interface SystemMetrics {
  readonly gateway: ReturnType<typeof gatewayMetrics>;
  /** By what they stand before. */
  readonly firewalls: Readonly<Record<'api' | 'load-balancer', ReturnType<typeof firewallMetrics>>>;
  readonly loadBalancer: ReturnType<typeof loadBalancerMetrics>;
  /** By name. */
  readonly services: Keyed<ServiceMetrics>;
  readonly databaseCluster: ReturnType<typeof databaseClusterMetrics>;
  /** By zone. */
  readonly databaseInstances: Keyed<ReturnType<typeof databaseInstanceMetrics>>;
  readonly functions: Readonly<Record<'genai' | 'migration' | 'probe', ReturnType<typeof functionMetrics>>>;
  readonly genaiErrorLines: Metric;
  readonly toolFailures: Metric;
  readonly slowQueries: Metric;
  /** By zone. */
  readonly natGateways: Keyed<ReturnType<typeof natGatewayMetrics>>;
}
