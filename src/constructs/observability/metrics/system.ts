import { Keyed } from '../../../lib/keyed';
import { databaseClusterMetrics, databaseInstanceMetrics } from './aurora';
import { modelMetrics } from './bedrock';
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

/** Metrics of the assistant. */
export interface GenaiMetrics {
  readonly calls: ReturnType<typeof functionMetrics>;
  /** Lines at the level ERROR. */
  readonly errorLines: Metric;
  readonly toolFailures: Metric;
  readonly models: Readonly<Record<'chat' | 'embedding', ReturnType<typeof modelMetrics>>>;
}

/** Metrics of an environment: the source of alarms and dashboard. */
export interface SystemMetrics {
  readonly gateway: ReturnType<typeof gatewayMetrics>;
  /** Metrics of the firewalls, by what each guards. */
  readonly firewalls: Readonly<Record<'api' | 'load-balancer', ReturnType<typeof firewallMetrics>>>;
  readonly loadBalancer: ReturnType<typeof loadBalancerMetrics>;
  /** Metrics of the services, by name of the service. */
  readonly services: Keyed<ServiceMetrics>;
  readonly databaseCluster: ReturnType<typeof databaseClusterMetrics>;
  /** Metrics of the database's instances, by zone. */
  readonly databaseInstances: Keyed<ReturnType<typeof databaseInstanceMetrics>>;
  readonly functions: Readonly<Record<'migration' | 'probe', ReturnType<typeof functionMetrics>>>;
  /** Metrics of the assistant; undefined without one. */
  readonly genai: GenaiMetrics | undefined;
  readonly slowQueries: Metric;
  /** Metrics of the NAT gateways, by zone. */
  readonly natGateways: Keyed<ReturnType<typeof natGatewayMetrics>>;
}
