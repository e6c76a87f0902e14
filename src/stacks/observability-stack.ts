import { Construct } from 'constructs';
import { repository, runbookUrl } from '../config/repository';
import { Environment } from '../config/schema';
import { Dashboard } from '../constructs/observability/dashboard';
import { LogLineMetrics } from '../constructs/observability/log-line-metrics';
import { Probe } from '../constructs/observability/probe';
import { SavedQueries } from '../constructs/observability/saved-queries';
import { SystemAlarms } from '../constructs/observability/system-alarms';
import { Tracing } from '../constructs/observability/tracing';
import { EnvironmentStack, EnvironmentStackProps } from '../core/environment-stack';
import { lambdaPackage } from '../core/lambda-package';
import { probeVariables } from '../lib/gateway';
import { systemRows } from '../constructs/observability/dashboard/system-rows';
import { systemAlarms } from '../constructs/observability/alarms/system';
import { firstByKey, mapByKey } from '../lib/keyed';
import { databaseClusterMetrics, databaseInstanceMetrics } from '../constructs/observability/metrics/aurora';
import { modelMetrics } from '../constructs/observability/metrics/bedrock';
import { serviceMetrics } from '../constructs/observability/metrics/ecs';
import { firewallMetrics } from '../constructs/observability/metrics/firewall';
import { gatewayMetrics } from '../constructs/observability/metrics/gateway';
import { functionMetrics } from '../constructs/observability/metrics/lambda';
import { loadBalancerMetrics, targetGroupMetrics } from '../constructs/observability/metrics/load-balancer';
import { logLineMetrics } from '../constructs/observability/metrics/log-lines';
import { natGatewayMetrics } from '../constructs/observability/metrics/nat-gateway';
import { GenaiMetrics, ServiceMetrics, SystemMetrics } from '../constructs/observability/metrics/system';
import { Names, namesFor } from '../lib/naming';
import { SystemLogs } from '../constructs/observability/system-logs';
import { dataContract, databaseZones } from './data-stack';
import { edgeContract } from './edge-stack';
import { genaiContract } from './genai-stack';
import { networkContract } from './network-stack';
import { platformContract } from './platform-stack';
import { securityContract } from './security-stack';
import { servicesContract } from './services-stack';

export interface ObservabilityStackProps extends EnvironmentStackProps {
  readonly config: Environment;
}

/** Dashboard, alarms, probe, traces and saved queries. The catalogue, not this stack, names the services. */
export class ObservabilityStack extends EnvironmentStack {
  readonly #config: Environment;
  readonly #names: Names;

  constructor(scope: Construct, { config, ...props }: ObservabilityStackProps) {
    super(scope, 'observability', props);
    this.#config = config;
    this.#names = namesFor(config.name);
    const probe = this.createProbe();
    const metrics = this.systemMetrics(probe.functionName);
    const logs = this.systemLogs();
    new LogLineMetrics(this, 'log-metrics', {
      metrics,
      logs,
      nameOf: (metric) => this.#names('metric-filter', metric),
    });
    this.createDashboard(metrics, this.createAlarms(metrics));
    this.createTracing();
    new SavedQueries(this, 'queries', {
      logs,
      nameOf: (...path) => this.#names('query-definition', ...path),
    });
  }

  /** Creates the health probe of the assistant and of each service that is open to everybody, with its database. */
  private createProbe(): Probe {
    const { apiUrl } = this.read(edgeContract);
    const { dataKeyArn, logsKeyArn } = this.read(securityContract);
    const open = this.#config.services.filter(({ restricted }) => restricted !== true);
    return new Probe(this, 'probe', {
      name: this.#names('lambda-function', 'probe'),
      roleName: this.#names('iam-role', 'probe'),
      logGroupName: this.#names('log-group', 'probe'),
      ruleName: this.#names('event-rule', 'probe'),
      code: lambdaPackage('probe'),
      variables: probeVariables(
        apiUrl,
        open.map(({ path }) => path),
        this.#config.genai !== undefined,
      ),
      dataKeyArn,
      logs: { retentionDays: this.#config.logRetentionDays, kmsKeyArn: logsKeyArn },
    });
  }

  private systemMetrics(probe: string): SystemMetrics {
    const { region } = this;
    const { natGatewayIds } = this.read(networkContract);
    const data = this.read(dataContract);
    const { loadBalancerArnSuffix } = this.read(platformContract);
    const { apiName, stageName, firewalls } = this.read(edgeContract);
    const { genai, slowQueries } = logLineMetrics(this.environment);
    const { natGateways, zones } = this.#config.network;
    const natZones = natGateways === 'shared' ? firstByKey(zones) : zones;
    return {
      gateway: gatewayMetrics({ apiName, stage: stageName }),
      firewalls: {
        api: firewallMetrics({ webAcl: firewalls('api'), region }),
        'load-balancer': firewallMetrics({ webAcl: firewalls('load-balancer'), region }),
      },
      loadBalancer: loadBalancerMetrics(loadBalancerArnSuffix),
      services: this.serviceMetrics(loadBalancerArnSuffix),
      databaseCluster: databaseClusterMetrics(data.databaseCluster),
      databaseInstances: mapByKey(databaseZones(this.#config), (_, key) =>
        databaseInstanceMetrics(data.databaseInstances(key)),
      ),
      functions: {
        migration: functionMetrics(data.migrationFunction),
        probe: functionMetrics(probe),
      },
      genai: this.#config.genai && { ...genai, ...this.genaiMetrics() },
      slowQueries,
      natGateways: mapByKey(natZones, (_, key) => natGatewayMetrics(natGatewayIds(key))),
    };
  }

  private genaiMetrics(): Pick<GenaiMetrics, 'calls' | 'models'> {
    const { functionName, modelProfileIds } = this.read(genaiContract);
    return {
      calls: functionMetrics(functionName),
      models: {
        chat: modelMetrics(modelProfileIds('chat')),
        embedding: modelMetrics(modelProfileIds('embedding')),
      },
    };
  }

  private serviceMetrics(loadBalancer: string): SystemMetrics['services'] {
    const { clusterName } = this.read(platformContract);
    const { serviceNames, targetGroupArnSuffixes } = this.read(servicesContract);
    const metricsOf = (name: string): ServiceMetrics => ({
      tasks: serviceMetrics({ cluster: clusterName, service: serviceNames(name) }),
      target: targetGroupMetrics(loadBalancer, targetGroupArnSuffixes(name)),
      errorLines: logLineMetrics(this.environment).errorLines(name),
    });
    return Object.fromEntries(this.#config.services.map(({ name }) => [name, metricsOf(name)]));
  }

  private systemLogs(): SystemLogs {
    const { logGroups } = this.read(servicesContract);
    const { accessLogGroup, firewallLogGroups } = this.read(edgeContract);
    return {
      apiAccess: accessLogGroup,
      firewalls: [firewallLogGroups('api'), firewallLogGroups('load-balancer')],
      services: Object.fromEntries(this.#config.services.map(({ name }) => [name, logGroups(name)])),
      genai: this.#config.genai && this.read(genaiContract).logGroup,
      slowStatements: this.read(dataContract).slowQueryLogGroup,
      connections: this.read(networkContract).flowLogGroup,
    };
  }

  private createAlarms(metrics: SystemMetrics): SystemAlarms {
    const { alarms, database, services } = this.#config;
    return new SystemAlarms(this, 'alarms', {
      alarms: systemAlarms(metrics, {
        ...alarms,
        maxAcu: database.maxAcu,
        minTasks: Object.fromEntries(services.map(({ name, minTasks }) => [name, minTasks])),
      }),
      nameOf: (alarm) => this.#names('alarm', alarm),
      runbook: (kind) => `${runbookUrl(repository, 'alarms.md')}#${kind}`,
      topicArn: this.read(securityContract).alarmTopicArn,
    });
  }

  private createDashboard(metrics: SystemMetrics, alarms: SystemAlarms): void {
    new Dashboard(this, 'dashboard', {
      name: this.#names('dashboard'),
      rows: systemRows({
        environment: this.environment,
        region: this.region,
        metrics,
        runbookUrl: runbookUrl(repository, 'observability.md'),
        alarmArns: alarms.arns,
        thresholds: alarms.thresholds,
      }),
    });
  }

  private createTracing(): void {
    const { apiName, stageName } = this.read(edgeContract);
    new Tracing(this, 'tracing', {
      environment: this.environment,
      groupName: this.#names('xray-group'),
      nameOf: (rule) => this.#names('xray-sampling-rule', rule),
      apiName,
      stage: stageName,
      functionName: this.#config.genai && this.read(genaiContract).functionName,
      sampling: this.#config.tracing,
    });
  }
}
