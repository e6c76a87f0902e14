import { DataAwsSecretsmanagerSecretVersion } from '@cdktf/provider-aws/lib/data-aws-secretsmanager-secret-version';
import { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter';
import { Construct } from 'constructs';
import { Environment } from '../config/schema';
import { COLLECTOR, COLLECTOR_TAG } from '../constructs/compute/collector';
import { FargateService, FargateServiceProps } from '../constructs/compute/fargate-service';
import { contract, textByKey, Values } from '../core/contract';
import { EnvironmentStack, EnvironmentStackProps } from '../core/environment-stack';
import { moveFrom } from '../core/move-from';
import { ORIGIN_HEADER, originSecretId, originSlots } from '../lib/gateway';
import { namesFor } from '../lib/naming';
import { parameterArn, parameterNames } from '../lib/parameter-names';
import { serviceNames, ServiceNames } from '../lib/service-names';
import { healthPaths, springProfile, springVariables } from '../lib/spring-boot';
import { dataContract } from './data-stack';
import { networkContract } from './network-stack';
import { commandExecutionContract, NAMESPACE, platformContract } from './platform-stack';
import { securityContract } from './security-stack';

/** Outputs of `services` for the stacks that depend on it. */
export const servicesContract = contract('services', {
  serviceNames: textByKey('Names of the ECS services, by service'),
  targetGroupArnSuffixes: textByKey(
    'Ends of the ARNs of the target groups, by which their metrics know them, by service',
  ),
  logGroups: textByKey('Log groups, by service'),
});

export interface ServicesStackProps extends EnvironmentStackProps {
  readonly config: Environment;
}

type Service = Environment['services'][number];
type Task = FargateServiceProps['task'];

/** The services of the catalogue: each entry becomes all that a service needs, and nothing here knows one by its name. */
export class ServicesStack extends EnvironmentStack {
  readonly #config: Environment;
  readonly #security: Values<typeof securityContract.fields>;
  readonly #network: Values<typeof networkContract.fields>;
  readonly #platform: Values<typeof platformContract.fields>;
  readonly #commandSessions: Task['commandSessions'];
  readonly #origins: string[];

  constructor(scope: Construct, { config, ...props }: ServicesStackProps) {
    super(scope, 'services', props);
    this.#config = config;
    this.#security = this.read(securityContract);
    this.#network = this.read(networkContract);
    this.#platform = this.read(platformContract);
    this.#commandSessions = config.operatorAccess.ecsExec ? this.readCommandSessions() : undefined;
    // Their values are the secrets that a state has to hold: the load balancer compares the header with them.
    this.#origins = originSlots.map(
      (slot) =>
        new DataAwsSecretsmanagerSecretVersion(this, originSecretId(slot), {
          secretId: this.#platform.originSecretArns(slot),
        }).secretString,
    );

    const services = new Map(config.services.map((service) => [service.name, this.create(service)]));
    for (const { name, reachableFrom } of config.services) {
      for (const caller of reachableFrom.flatMap((peer) => services.get(peer) ?? [])) {
        services.get(name)?.admit(caller);
      }
    }

    moveFrom(this, formerIds(config.services));

    const byName = (valueOf: (service: FargateService) => string): Record<string, string> =>
      Object.fromEntries([...services].map(([name, service]) => [name, valueOf(service)]));
    this.publish(servicesContract, {
      serviceNames: byName(({ serviceName }) => serviceName),
      targetGroupArnSuffixes: byName(({ targetGroupArnSuffix }) => targetGroupArnSuffix),
      logGroups: byName(({ logGroup }) => logGroup),
    });
  }

  private readCommandSessions(): Task['commandSessions'] {
    const { commandKeyArn, commandLogGroupArn } = this.read(commandExecutionContract);
    return { kmsKeyArn: commandKeyArn, logGroupArn: commandLogGroupArn };
  }

  private create(service: Service): FargateService {
    const { name, port, path } = service;
    const names = serviceNames(this.environment, service);
    const { appSubnetIds, vpcId, endpointSecurityGroupId } = this.#network;
    const platform = this.#platform;
    return new FargateService(this, name, {
      name,
      port,
      portValue: `aws_ssm_parameter.${name}-port.value`,
      healthPaths: healthPaths(service),
      serviceName: names.ecsService,
      securityGroupName: names.securityGroup,
      cluster: { arn: platform.clusterArn, name: platform.clusterName },
      namespaceId: platform.namespaceId,
      network: {
        vpcId,
        subnetIds: appSubnetIds,
        loadBalancerSecurityGroupId: platform.loadBalancerSecurityGroupId,
        endpointSecurityGroupId,
        databaseSecurityGroupId: service.database && this.read(dataContract).databaseSecurityGroupId,
      },
      task: this.taskOf(service, names),
      route: {
        targetGroupName: names.targetGroup,
        targetGroupTag: names.targetGroupTag,
        listenerArn: platform.listenerArn,
        priority: service.priority,
        path,
        origin: { header: ORIGIN_HEADER, values: this.#origins },
        endsEventStreams: service.springBootAdmin === true,
      },
      scaling: service,
    });
  }

  private taskOf(service: Service, names: ServiceNames): Task {
    const { accountId, region } = this;
    const { dataKeyArn, logsKeyArn } = this.#security;
    return {
      family: names.taskFamily,
      environmentName: this.environment,
      executionRoleName: names.executionRole,
      taskRoleName: names.taskRole,
      logs: {
        name: names.logGroup,
        retentionDays: this.#config.logRetentionDays,
        kmsKeyArn: logsKeyArn,
      },
      repositoryArns: [names.ecrRepository, namesFor(this.environment)('ecr-repository', COLLECTOR)].map(
        (repository) => `arn:aws:ecr:${region}:${accountId}:repository/${repository}`,
      ),
      image: `${this.#platform.repositoryUrls(service.name)}:${service.imageTag}`,
      collectorImage: `${this.#platform.repositoryUrls(COLLECTOR)}:${COLLECTOR_TAG}`,
      cpu: service.cpu,
      memoryMiB: service.memoryMiB,
      environment: this.variablesOf(service),
      parameters: this.parametersOf(service),
      login: service.database && {
        secretArn: this.read(dataContract).userSecretArns(service.database.user),
        kmsKeyArn: dataKeyArn,
        variables: { username: 'SPRING_DATASOURCE_USERNAME', password: 'SPRING_DATASOURCE_PASSWORD' },
      },
      commandSessions: this.#commandSessions,
    };
  }

  private variablesOf({ name, path, cpu, database, springBootAdmin }: Service): Record<string, string> {
    const peers = this.#config.services
      .filter(({ reachableFrom }) => reachableFrom.includes(name))
      .map((peer) => ({ ...peer, url: `http://${peer.name}.${NAMESPACE}:${peer.port}` }));
    return springVariables({
      path,
      cpu,
      database: database !== undefined,
      springBootAdmin: springBootAdmin === true,
      domain: this.#config.domain?.name,
      peers,
    });
  }

  /** Writes the service's own parameters, and says where its variables come from. */
  private parametersOf({ name, port, database }: Service): Record<string, string> {
    const names = parameterNames(this.environment);
    const shared = (parameter: string): string => parameterArn(this.region, this.accountId, parameter);
    const own = (id: string, parameter: string, description: string, value: string): string => {
      const props = { name: parameter, description, type: 'String', value };
      return new SsmParameter(this, `${name}-${id}`, props).arn;
    };
    const { port: portName, profiles } = names.service(name);
    return {
      LOGGING_LEVEL_ROOT: shared(names.rootLogLevel),
      SERVER_PORT: own('port', portName, `Port that ${name} listens on`, String(port)),
      SPRING_PROFILES_ACTIVE: own(
        'profiles',
        profiles,
        `Spring profiles of ${name}`,
        springProfile(database !== undefined),
      ),
      ...(database === undefined ? {} : { SPRING_DATASOURCE_URL: shared(names.dbUrl) }),
    };
  }
}

/** Ids of what has the name of a service that is renamed, by the ids under the new one. */
function formerIds(services: readonly Service[]): Record<string, string> {
  const ids = services.flatMap(({ name, formerName }) =>
    formerName === undefined
      ? []
      : ['<>', 'from-<>', '<>-port', '<>-profiles'].map((id) =>
          [name, formerName].map((each) => id.replace('<>', each)),
        ),
  );
  return Object.fromEntries(ids) as Record<string, string>;
}
