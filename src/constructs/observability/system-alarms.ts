import { Construct } from 'constructs';
import { Threshold } from '../../lib/dashboard/graph';
import { Keyed, mapByKey } from '../../lib/keyed';
import { ServiceMetrics, SystemMetrics } from '../../lib/metrics/system';
import { Alarm, AlarmSetting } from './alarm';
import { DatabaseAlarms, DatabaseAlarmsProps } from './database-alarms';
import { FirewallAlarms, FirewallAlarmsProps } from './firewall-alarms';
import { GatewayAlarms, GatewayAlarmsProps } from './gateway-alarms';
import { GenaiAlarms, GenaiAlarmsProps } from './genai-alarms';
import { LoadBalancerAlarms, LoadBalancerAlarmsProps } from './load-balancer-alarms';
import { MetricAlarm } from './metric-alarm';
import { MigrationAlarms } from './migration-alarms';
import { NatGatewayAlarms } from './nat-gateway-alarms';
import { PathAlarms } from './path-alarms';
import { ServiceAlarms, ServiceAlarmsProps } from './service-alarms';

/** What an area of alarms is told of an environment, beside its metrics. */
type Thresholds<Props, Rest extends PropertyKey = 'metrics'> = Omit<Props, 'setting' | Rest>;

/** A service of the catalogue, as far as alarms are concerned. */
interface WatchedService {
  readonly metrics: ServiceMetrics;
  readonly minTasks: number;
  readonly usesDatabase: boolean;
}

export interface SystemAlarmsProps {
  readonly setting: AlarmSetting;
  readonly metrics: Omit<SystemMetrics, 'services'>;
  /** By name. */
  readonly services: Keyed<WatchedService>;
  readonly thresholds: {
    readonly gateway: Thresholds<GatewayAlarmsProps>;
    readonly loadBalancer: Thresholds<LoadBalancerAlarmsProps>;
    readonly service: Thresholds<ServiceAlarmsProps, 'service' | 'metrics' | 'minTasks'>;
    readonly database: Thresholds<DatabaseAlarmsProps, 'instances' | 'slowQueries'>;
    readonly genai: Thresholds<GenaiAlarmsProps, 'lambda' | 'errorLines' | 'toolFailures'>;
    readonly firewall: Thresholds<FirewallAlarmsProps, 'firewalls'>;
  };
}

/** Every alarm of an environment, area by area. Which of them tell the operator, and why, is said in {@link PathAlarms}. */
export class SystemAlarms extends Construct {
  /** Those of the paths and of what they share, then all the others, in a stable order. */
  readonly all: readonly Alarm[];
  /** For the graphs of the metrics that they watch. */
  readonly thresholds: readonly Threshold[];

  constructor(scope: Construct, id: string, { setting, metrics, services, thresholds }: SystemAlarmsProps) {
    super(scope, id);
    const gateway = new GatewayAlarms(this, 'gateway', {
      setting,
      metrics: metrics.gateway,
      ...thresholds.gateway,
    });
    const loadBalancer = new LoadBalancerAlarms(this, 'load-balancer', {
      setting,
      metrics: metrics.loadBalancer,
      ...thresholds.loadBalancer,
    });
    const ofServices = mapByKey(services, ({ minTasks, metrics: own, usesDatabase }, service) => ({
      usesDatabase,
      alarms: new ServiceAlarms(this, service, {
        setting,
        service,
        minTasks,
        metrics: own,
        ...thresholds.service,
      }).all,
    }));
    const genai = new GenaiAlarms(this, 'genai', {
      setting,
      lambda: metrics.functions.genai,
      errorLines: metrics.genaiErrorLines,
      toolFailures: metrics.toolFailures,
      ...thresholds.genai,
    });
    const database = new DatabaseAlarms(this, 'database', {
      setting,
      instances: metrics.databaseInstances,
      slowQueries: metrics.slowQueries,
      ...thresholds.database,
    });
    const paths = new PathAlarms(this, 'paths', {
      setting,
      gateway: gateway.all,
      loadBalancer: loadBalancer.all,
      services: ofServices,
      genai: genai.all,
      database,
    });
    const { natGateways, firewalls, functions } = metrics;
    const watching: readonly MetricAlarm[] = [
      ...gateway.all,
      ...loadBalancer.all,
      ...Object.values(ofServices).flatMap(({ alarms }) => alarms),
      ...genai.all,
      ...database.all,
      ...new NatGatewayAlarms(this, 'nat-gateway', { setting, natGateways }).all,
      ...new FirewallAlarms(this, 'firewall', { setting, firewalls, ...thresholds.firewall }).all,
      ...new MigrationAlarms(this, 'migration', { setting, lambda: functions.migration }).all,
    ];
    this.all = [...paths.all, ...watching];
    this.thresholds = watching.flatMap(({ threshold }) => threshold ?? []);
  }
}
