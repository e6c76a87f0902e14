import { Construct } from 'constructs';
import { Environment } from '../config/schema';
import { EnvironmentStack, EnvironmentStackProps } from '../core/environment-stack';
import { mapByKey } from '../lib/keyed';
import { databaseInstanceMetrics } from '../lib/metrics/aurora';
import { serviceMetrics } from '../lib/metrics/ecs';
import { firewallMetrics } from '../lib/metrics/firewall';
import { gatewayMetrics } from '../lib/metrics/gateway';
import { functionMetrics } from '../lib/metrics/lambda';
import { loadBalancerMetrics, targetGroupMetrics } from '../lib/metrics/load-balancer';
import { logLineMetrics } from '../lib/metrics/log-lines';
import { natGatewayMetrics } from '../lib/metrics/nat-gateway';
import { ServiceMetrics, SystemMetrics } from '../lib/metrics/system';
import { dataContract } from './data-stack';
import { edgeContract } from './edge-stack';
import { genaiContract } from './genai-stack';
import { networkContract } from './network-stack';
import { platformContract } from './platform-stack';
import { servicesContract } from './services-stack';

export interface ObservabilityStackProps extends EnvironmentStackProps {
  readonly config: Environment;
}

/** What an operator looks at, and what wakes one. It knows no service by its name: the catalogue says what there is to watch. */
export class ObservabilityStack extends EnvironmentStack {
  readonly #config: Environment;

  constructor(scope: Construct, { config, ...props }: ObservabilityStackProps) {
    super(scope, 'observability', props);
    this.#config = config;
    this.systemMetrics();
  }

  private systemMetrics(): SystemMetrics {
    const { region } = this;
    const { natGatewayIds } = this.read(networkContract);
    const data = this.read(dataContract);
    const { loadBalancerArnSuffix } = this.read(platformContract);
    const { functionName } = this.read(genaiContract);
    const { apiName, stageName, firewalls } = this.read(edgeContract);
    const lines = logLineMetrics(this.environment);
    const { zones } = this.#config.network;
    return {
      gateway: gatewayMetrics({ apiName, stage: stageName }),
      firewalls: {
        api: firewallMetrics({ webAcl: firewalls('api'), region }),
        'load-balancer': firewallMetrics({ webAcl: firewalls('load-balancer'), region }),
      },
      loadBalancer: loadBalancerMetrics(loadBalancerArnSuffix),
      services: this.serviceMetrics(loadBalancerArnSuffix),
      databaseInstances: mapByKey(zones, (_, key) => databaseInstanceMetrics(data.databaseInstances(key))),
      functions: {
        genai: functionMetrics(functionName),
        migration: functionMetrics(data.migrationFunction),
      },
      toolFailures: lines.toolFailures,
      slowQueries: lines.slowQueries,
      natGateways: mapByKey(zones, (_, key) => natGatewayMetrics(natGatewayIds(key))),
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
}
