import { Fn } from 'cdktf';
import { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter';
import { Construct } from 'constructs';
import { Environment } from '../config/schema';
import { COLLECTOR, COLLECTOR_TAG } from '../constructs/compute/collector';
import { CommandExecution } from '../constructs/compute/command-execution';
import { EcsCluster } from '../constructs/compute/ecs-cluster';
import { ImageRepository } from '../constructs/compute/image-repository';
import { OpsHost } from '../constructs/compute/ops-host';
import { OpsRole } from '../constructs/compute/ops-role';
import { AliasRecord } from '../constructs/edge/alias-record';
import { Certificate } from '../constructs/edge/certificate';
import { LoadBalancer } from '../constructs/edge/load-balancer';
import { OriginSecret } from '../constructs/edge/origin-secret';
import { LOAD_BALANCER_PREFIX } from '../constructs/governance/access-log-bucket';
import { PrivateDnsNamespace } from '../constructs/network/private-dns-namespace';
import { contract, text, textByKey, Values } from '../core/contract';
import { EnvironmentStack, EnvironmentStackProps } from '../core/environment-stack';
import { namesFor } from '../lib/naming';
import { originName, originSecretId, originSecretName, originSlots } from '../lib/gateway';
import { parameterNames } from '../lib/parameter-names';
import { networkContract } from './network-stack';
import { securityContract } from './security-stack';

/** Outputs of `platform` for the stacks that depend on it. */
export const platformContract = contract('platform', {
  repositoryUrls: textByKey('Image repositories, by service, and that of the collector'),
  clusterArn: text('ECS cluster of the services'),
  clusterName: text('Name of the ECS cluster'),
  namespaceId: text('Cloud Map namespace in which the services find each other'),
  loadBalancerArn: text('Application load balancer of the services'),
  loadBalancerArnSuffix: text('End of its ARN, by which its metrics know it'),
  loadBalancerDnsName: text('Name of the load balancer; it answers only requests with the origin header'),
  loadBalancerSecurityGroupId: text(
    'Group of the load balancer; each service adds the rule that lets it out',
  ),
  listenerArn: text('Listener that each service adds its rule to'),
  originSecretArns: textByKey('Secrets with the values of the origin header, by slot'),
});

/** Further outputs of `platform` where `operatorAccess.ecsExec` is on. */
export const commandExecutionContract = contract('platform', {
  commandKeyArn: text('KMS key of the sessions of ECS Exec; the task decrypts with it'),
  commandLogGroupArn: text('Log group of the commands of ECS Exec; the task writes to it'),
});

/** Further outputs of `platform` where the environment has a domain. */
export const certificateContract = contract('platform', {
  certificateArn: text('Certificate of the domain, once ACM has issued it'),
});

/** Zone in which the services find each other. */
export const NAMESPACE = 'petclinic.local';

export interface PlatformStackProps extends EnvironmentStackProps {
  readonly config: Environment;
}

/** Platform of the services: image repositories, cluster, namespace, load balancer, and the operators' way in. */
export class PlatformStack extends EnvironmentStack {
  readonly #config: Environment;

  constructor(scope: Construct, { config, ...props }: PlatformStackProps) {
    super(scope, 'platform', props);
    this.#config = config;
    const security = this.read(securityContract);
    const network = this.read(networkContract);
    const names = namesFor(config.name);
    const production = config.tier === 'production';

    const repositoryUrls = this.createRepositories(security.dataKeyArn);
    const cluster = this.createCluster(security.logsKeyArn);
    const namespace = new PrivateDnsNamespace(this, 'namespace', {
      name: NAMESPACE,
      description: `Services of ${config.name}`,
      vpcId: network.vpcId,
    });
    const loadBalancer = new LoadBalancer(this, 'load-balancer', {
      name: names('load-balancer'),
      securityGroupName: names('security-group', 'load-balancer'),
      vpcId: network.vpcId,
      subnetIds: network.publicSubnetIds,
      accessLogs: { bucket: security.accessLogBucket, prefix: LOAD_BALANCER_PREFIX },
      certificateArn: this.createCertificate(),
      corsOrigin: config.edge.corsOrigin,
      deletionProtection: production,
    });
    this.createOriginName(loadBalancer);
    const originSecrets = originSlots.map((slot) => [
      slot,
      new OriginSecret(this, originSecretId(slot), {
        name: names('secret', originSecretName(slot)),
        version: config.edge.originHeader[slot],
        kmsKeyArn: security.dataKeyArn,
        recoveryWindowDays: production ? 30 : 0,
      }).arn,
    ]);
    new SsmParameter(this, 'root-log-level', {
      name: parameterNames(config.name).rootLogLevel,
      description: 'Level of the root logger of every service',
      type: 'String',
      value: 'INFO',
    });
    this.createOpsAccess(network);

    this.publish(platformContract, {
      repositoryUrls,
      clusterArn: cluster.arn,
      clusterName: cluster.name,
      namespaceId: namespace.id,
      loadBalancerArn: loadBalancer.arn,
      loadBalancerArnSuffix: loadBalancer.arnSuffix,
      loadBalancerDnsName: loadBalancer.dnsName,
      loadBalancerSecurityGroupId: loadBalancer.securityGroupId,
      listenerArn: loadBalancer.listenerArn,
      originSecretArns: Object.fromEntries(originSecrets) as Record<string, string>,
    });
  }

  /** @returns their addresses by service, and that of the collector's */
  private createRepositories(kmsKeyArn: string): Record<string, string> {
    const { name: environment, services, tier } = this.#config;
    const repository = (name: string, runningTag: string): string =>
      new ImageRepository(this, `${name}-repository`, {
        name: namesFor(environment)('ecr-repository', name),
        kmsKeyArn,
        runningTag,
        destroyContents: tier !== 'production',
      }).url;
    // The old one as well, for tasks that start while the service is being renamed.
    for (const { formerName, imageTag } of services) {
      if (formerName !== undefined) repository(formerName, imageTag);
    }
    return Object.fromEntries(
      [...services, { name: COLLECTOR, imageTag: COLLECTOR_TAG }].map(({ name, imageTag }) => [
        name,
        repository(name, imageTag),
      ]),
    );
  }

  private createCluster(logsKeyArn: string): EcsCluster {
    const { name: environment, tier, logRetentionDays, operatorAccess } = this.#config;
    const names = namesFor(environment);
    const cluster = names('ecs-cluster');
    const logs = { retentionDays: logRetentionDays, kmsKeyArn: logsKeyArn };
    const commandExecution = operatorAccess.ecsExec
      ? new CommandExecution(this, 'command-execution', {
          clusterName: cluster,
          keyAlias: names('kms-alias', 'commands'),
          logGroupName: names('log-group', 'commands'),
          logs,
          deletionWindowDays: tier === 'production' ? 30 : 7,
        })
      : undefined;
    if (commandExecution !== undefined) {
      this.publish(commandExecutionContract, {
        commandKeyArn: commandExecution.keyArn,
        commandLogGroupArn: commandExecution.logGroupArn,
      });
    }
    return new EcsCluster(this, 'cluster', { name: cluster, logs, commandExecution });
  }

  /** @returns the certificate of the environment's domain and of the name for the load balancer below it, if it has a domain */
  private createCertificate(): string | undefined {
    const { domain } = this.#config;
    if (domain === undefined) return undefined;
    const { arn } = new Certificate(this, 'certificate', {
      domain: domain.name,
      alternatives: { origin: originName(domain.name) },
      hostedZoneId: domain.hostedZoneId,
    });
    this.publish(certificateContract, { certificateArn: arn });
    return arn;
  }

  /** The name under which the gateway calls the load balancer. */
  private createOriginName(target: LoadBalancer): void {
    const { domain } = this.#config;
    if (domain === undefined) return;
    new AliasRecord(this, 'origin-record', {
      name: originName(domain.name),
      hostedZoneId: domain.hostedZoneId,
      target,
    });
  }

  /**
   * The role is always there, so that a host for an emergency needs no rights over roles. The host is here and not in
   * `network`, since it uses the network as the services do, and goes without touching what others depend on.
   */
  private createOpsAccess(network: Values<typeof networkContract.fields>): void {
    const { name: environment, operatorAccess } = this.#config;
    const names = namesFor(environment);
    const role = new OpsRole(this, 'ops-role', {
      roleName: names('iam-role', 'ops-host'),
      profileName: names('instance-profile', 'ops-host'),
    });
    if (!operatorAccess.opsHost) return;
    new OpsHost(this, 'ops-host', {
      name: names('name-tag', 'ops-host'),
      launchTemplateName: names('launch-template', 'ops-host'),
      securityGroupName: names('security-group', 'ops-host'),
      instanceProfile: role.profileName,
      vpcId: network.vpcId,
      subnetId: Fn.element(network.appSubnetIds, 0) as string,
      endpointSecurityGroupId: network.endpointSecurityGroupId,
      s3PrefixListId: network.s3PrefixListId,
    });
  }
}
