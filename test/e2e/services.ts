import {
  DescribeScalableTargetsCommand,
  DescribeScalingPoliciesCommand,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-application-auto-scaling';
import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
} from '@aws-sdk/client-ec2';
import {
  ContainerDefinition,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  ListServicesCommand,
  Service,
} from '@aws-sdk/client-ecs';
import {
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTargetGroupsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { DescribeSecretCommand, GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import {
  GetServiceCommand as GetCloudMapServiceCommand,
  ListServicesCommand as ListCloudMapServicesCommand,
} from '@aws-sdk/client-servicediscovery';
import { GetParametersCommand } from '@aws-sdk/client-ssm';
import { healthPath, services } from '../../src/config/services';
import { ORIGIN_HEADER } from '../../src/lib/origin-header';
import { ACCOUNT, only, REGION, World } from './world';

const names = services.map(({ name }) => name);

/** Asks the emulator for the services of the environment. */
export function describeServices(world: () => World): void {
  const env = (): string => world().config.name;
  const clusterName = (): string => `petclinic-${env()}`;
  /** The ECS services, by the name that the catalogue has for them. */
  async function running(): Promise<Record<string, Service>> {
    const { ecs } = world().aws;
    const { serviceArns = [] } = await ecs.send(new ListServicesCommand({ cluster: clusterName() }));
    const { services: found = [] } = await ecs.send(
      new DescribeServicesCommand({ cluster: clusterName(), services: serviceArns, include: ['TAGS'] }),
    );
    return Object.fromEntries(
      found.map((service) => [service.serviceName?.replace(`petclinic-${env()}-`, '') ?? '', service]),
    );
  }

  async function containers(name: string): Promise<Record<string, ContainerDefinition>> {
    const { taskDefinition } = await world().aws.ecs.send(
      new DescribeTaskDefinitionCommand({ taskDefinition: `petclinic-${env()}-${name}` }),
    );
    return Object.fromEntries(
      (taskDefinition?.containerDefinitions ?? []).map((container) => [container.name ?? '', container]),
    );
  }

  const settings = (name: string) => only(world().config.services.filter((each) => each.name === name));

  const targetGroups = async () =>
    (await world().aws.elb.send(new DescribeTargetGroupsCommand({}))).TargetGroups ?? [];

  /** The security groups, by the prefix of their names. */
  async function groupIds(): Promise<Record<string, string>> {
    const { SecurityGroups = [] } = await world().aws.ec2.send(new DescribeSecurityGroupsCommand({}));
    return Object.fromEntries(
      SecurityGroups.map(({ GroupId = '', Tags }) => [
        (Tags?.find(({ Key }) => Key === 'Name')?.Value ?? '').replace(`petclinic-${env()}-`, ''),
        GroupId,
      ]),
    );
  }

  test('there is a service for each entry of the catalogue, on demand, in both app subnets, without public addresses', async () => {
    const found = await running();
    expect(Object.keys(found).sort()).toEqual([...names].sort());
    const { Subnets = [] } = await world().aws.ec2.send(
      new DescribeSubnetsCommand({ Filters: [{ Name: 'tag:Name', Values: [`petclinic-${env()}-app-*`] }] }),
    );
    const groups = await groupIds();
    for (const [name, service] of Object.entries(found)) {
      const network = service.networkConfiguration?.awsvpcConfiguration;
      expect([...(network?.subnets ?? [])].sort()).toEqual(Subnets.map(({ SubnetId }) => SubnetId).sort());
      expect(network).toMatchObject({ assignPublicIp: 'DISABLED', securityGroups: [groups[name]] });
      const { minTasks } = settings(name);
      expect(service).toMatchObject({
        desiredCount: minTasks,
        capacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1 }],
        platformVersion: '1.4.0',
        availabilityZoneRebalancing: 'ENABLED',
        deploymentConfiguration: {
          minimumHealthyPercent: 100,
          maximumPercent: 200,
          deploymentCircuitBreaker: { enable: true, rollback: true },
        },
        enableECSManagedTags: true,
        enableExecuteCommand: false,
        healthCheckGracePeriodSeconds: 300,
        propagateTags: 'SERVICE',
      });
      expect(service.tags).toContainEqual({ key: 'Stack', value: 'services' });
    }
  });

  test('the security groups let through what the table says, and nothing else', async () => {
    const groups = await groupIds();
    const nameOf = (id: string | undefined): string =>
      Object.entries(groups).find(([, other]) => other === id)?.[0] ?? 'anyone';
    const { SecurityGroupRules = [] } = await world().aws.ec2.send(new DescribeSecurityGroupRulesCommand({}));
    const rules = (name: string): string[] =>
      SecurityGroupRules.filter(({ GroupId }) => GroupId === groups[name])
        .map(({ IsEgress, FromPort, ToPort, CidrIpv4, ReferencedGroupInfo, Description }) => {
          expect(FromPort).toBe(ToPort);
          expect(Description).not.toBe('');
          const other = CidrIpv4 ?? nameOf(ReferencedGroupInfo?.GroupId);
          return `${IsEgress === true ? 'to' : 'from'} ${other} on ${FromPort ?? 0}`;
        })
        .sort();
    expect(rules('vets-service')).toEqual([
      'from admin-server on 8080',
      expect.stringMatching(/^from .*load-balancer on 8080$/),
      'to 0.0.0.0/0 on 443',
      expect.stringMatching(/^to .*(aurora|database).* on 3306$/),
      'to endpoints on 443',
    ]);
    expect(rules('admin-server')).toEqual([
      expect.stringMatching(/^from .*load-balancer on 9090$/),
      'to 0.0.0.0/0 on 443',
      'to customers-service on 8080',
      'to endpoints on 443',
      'to vets-service on 8080',
      'to visits-service on 8080',
    ]);
  });

  test('the load balancer asks each service for its health, under its context path', async () => {
    const groups = await targetGroups();
    expect(
      groups
        .map((group) => [
          group.TargetGroupName,
          group.TargetType,
          group.Port,
          group.HealthCheckPath,
          group.Matcher?.HttpCode,
        ])
        .sort(),
    ).toEqual(
      services
        .map((service) => [
          `pc-${env()}-${service.name}-${service.port}`,
          'ip',
          service.port,
          healthPath(service),
          '200',
        ])
        .sort(),
    );
    const found = await running();
    for (const { name, port } of services) {
      const group = only(
        groups.filter(({ TargetGroupName }) => TargetGroupName === `pc-${env()}-${name}-${port}`),
      );
      expect(found[name]?.loadBalancers).toMatchObject([
        { targetGroupArn: group.TargetGroupArn, containerName: 'application', containerPort: port },
      ]);
    }
  });

  test('the listener asks for path and header, in the order of the catalogue, and sends nothing on by default', async () => {
    const { elb, secretsManager } = world().aws;
    const balancer = only((await elb.send(new DescribeLoadBalancersCommand({}))).LoadBalancers);
    const { Listeners = [] } = await elb.send(
      new DescribeListenersCommand({ LoadBalancerArn: balancer.LoadBalancerArn }),
    );
    const port = world().config.domain === undefined ? 80 : 443;
    const listener = only(Listeners.filter(({ Port }) => Port === port));
    const { Rules = [] } = await elb.send(new DescribeRulesCommand({ ListenerArn: listener.ListenerArn }));
    const groups = await targetGroups();
    const secret = await secretsManager.send(
      new GetSecretValueCommand({ SecretId: `/petclinic/${env()}/origin-header-value` }),
    );
    const rules = Rules.filter(({ IsDefault }) => IsDefault !== true)
      .sort((a, b) => Number(a.Priority) - Number(b.Priority))
      .map(({ Priority, Conditions = [], Actions }) => {
        const header = only(Conditions.filter(({ Field }) => Field === 'http-header')).HttpHeaderConfig;
        const path = only(Conditions.filter(({ Field }) => Field === 'path-pattern')).PathPatternConfig;
        return {
          priority: Number(Priority),
          paths: [...(path?.Values ?? [])].sort(),
          header: header?.HttpHeaderName,
          demandsTheSecret: only(header?.Values) === secret.SecretString,
          group: groups.find(({ TargetGroupArn }) => TargetGroupArn === only(Actions).TargetGroupArn)
            ?.TargetGroupName,
        };
      });
    expect(rules).toEqual(
      services.map(({ name, path, port, priority }) => ({
        priority,
        paths: [path, `${path}/*`],
        header: ORIGIN_HEADER,
        demandsTheSecret: true,
        group: `pc-${env()}-${name}-${port}`,
      })),
    );
    expect(only(Rules.filter(({ IsDefault }) => IsDefault === true)).Actions).toMatchObject([
      { Type: 'fixed-response', FixedResponseConfig: { StatusCode: '403' } },
    ]);
  });

  test('each service scales with its CPU, between its bounds', async () => {
    const { scaling } = world().aws;
    const { ScalableTargets = [] } = await scaling.send(
      new DescribeScalableTargetsCommand({ ServiceNamespace: 'ecs' }),
    );
    const { ScalingPolicies = [] } = await scaling.send(
      new DescribeScalingPoliciesCommand({ ServiceNamespace: 'ecs' }),
    );
    expect(
      ScalableTargets.map(({ ResourceId, MinCapacity, MaxCapacity }) => [
        ResourceId,
        MinCapacity,
        MaxCapacity,
      ]).sort(),
    ).toEqual(
      world()
        .config.services.map(({ name, minTasks, maxTasks }) => [
          `service/${clusterName()}/petclinic-${env()}-${name}`,
          minTasks,
          maxTasks,
        ])
        .sort(),
    );
    for (const { name, cpuTargetPercent } of world().config.services) {
      const policy = only(
        ScalingPolicies.filter(
          ({ ResourceId }) => ResourceId === `service/${clusterName()}/petclinic-${env()}-${name}`,
        ),
      );
      expect(policy).toMatchObject({
        PolicyType: 'TargetTrackingScaling',
        TargetTrackingScalingPolicyConfiguration: {
          TargetValue: cpuTargetPercent,
          PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
        },
      });
    }
    const { Tags } = await scaling.send(
      new ListTagsForResourceCommand({ ResourceARN: ScalableTargets[0]?.ScalableTargetARN }),
    );
    expect(Tags).toMatchObject({ Project: 'petclinic', Stack: 'services' });
  });

  test('Cloud Map knows each service by its name, as addresses of its tasks', async () => {
    const { cloudMap } = world().aws;
    const { Services = [] } = await cloudMap.send(new ListCloudMapServicesCommand({}));
    expect(Services.map(({ Name }) => Name).sort()).toEqual([...names].sort());
    const found = await running();
    for (const { Id, Name = '', Arn } of Services) {
      const { Service: service } = await cloudMap.send(new GetCloudMapServiceCommand({ Id }));
      expect(service?.DnsConfig).toMatchObject({
        RoutingPolicy: 'MULTIVALUE',
        DnsRecords: [{ Type: 'A', TTL: 10 }],
      });
      expect(found[Name]?.serviceRegistries).toMatchObject([{ registryArn: Arn }]);
    }
  });

  describe.each(services)('the task of $name', (service) => {
    const { name, port } = service;

    test('can start: all that its secrets name can be read', async () => {
      const { secretsManager, ssm } = world().aws;
      const { application } = await containers(name);
      const secrets = application?.secrets ?? [];
      const arnsOf = (kind: string): string[] =>
        secrets.map(({ valueFrom = '' }) => valueFrom).filter((arn) => arn.startsWith(`arn:aws:${kind}:`));
      const parameters = arnsOf('ssm').map((arn) => arn.replace(/^.*:parameter/, ''));
      const { Parameters = [], InvalidParameters } = await ssm.send(
        new GetParametersCommand({ Names: parameters }),
      );
      expect(InvalidParameters).toEqual([]);
      expect(Parameters.map(({ ARN }) => ARN).sort()).toEqual(arnsOf('ssm').sort());
      const value = (parameter: string) =>
        Parameters.find(({ Name }) => Name === `/petclinic/${env()}/${parameter}`)?.Value;
      expect(value(`${name}/server.port`)).toBe(String(port));
      for (const reference of arnsOf('secretsmanager')) {
        const [, arn = '', key = ''] = /^(.*):(username|password)::$/.exec(reference) ?? [];
        expect((await secretsManager.send(new DescribeSecretCommand({ SecretId: arn }))).ARN).toBe(arn);
        const { SecretString = '{}' } = await secretsManager.send(
          new GetSecretValueCommand({ SecretId: arn }),
        );
        expect((JSON.parse(SecretString) as Record<string, string>)[key]).not.toBe('');
      }
      expect(arnsOf('secretsmanager')).toHaveLength('database' in service ? 2 : 0);
    });

    test('logs to a group of its own, with key and retention, without waiting', async () => {
      const { logGroups } = await world().aws.logs.send(
        new DescribeLogGroupsCommand({ logGroupNamePrefix: `/petclinic/${env()}/${name}` }),
      );
      expect(only(logGroups)).toMatchObject({
        retentionInDays: world().config.logRetentionDays,
        kmsKeyId: expect.stringContaining(`arn:aws:kms:${REGION}:${ACCOUNT}:key/`) as unknown,
      });
      for (const container of Object.values(await containers(name))) {
        expect(container.logConfiguration).toMatchObject({
          logDriver: 'awslogs',
          options: { 'awslogs-group': `/petclinic/${env()}/${name}`, mode: 'non-blocking' },
        });
      }
    });

    test('has the size and the image of the environment', async () => {
      const { cpu, memoryMiB, imageTag } = settings(name);
      const { taskDefinition } = await world().aws.ecs.send(
        new DescribeTaskDefinitionCommand({ taskDefinition: `petclinic-${env()}-${name}` }),
      );
      expect(taskDefinition).toMatchObject({ cpu: String(cpu), memory: String(memoryMiB) });
      const { application } = await containers(name);
      const [image, tag] = application?.image?.split(':') ?? [];
      expect(image).toMatch(new RegExp(`\\.dkr\\.ecr\\.${REGION}\\..*/petclinic-${env()}-${name}$`));
      expect(tag).toBe(imageTag);
    });

    test('is the service’s container and the collector’s, both closed', async () => {
      const { application, collector } = await containers(name);
      expect(application).toMatchObject({
        essential: true,
        readonlyRootFilesystem: true,
        mountPoints: [{ sourceVolume: 'tmp', containerPath: '/tmp' }],
        portMappings: [{ containerPort: port }],
        healthCheck: {
          command: expect.arrayContaining([`http://localhost:${port}${healthPath(service)}`]) as unknown,
        },
        dependsOn: [{ containerName: 'collector', condition: 'START' }],
      });
      expect(collector).toMatchObject({
        image: expect.stringMatching(/^public\.ecr\.aws\/aws-observability\/.*@sha256:/) as unknown,
        essential: false,
        readonlyRootFilesystem: true,
        restartPolicy: { enabled: true },
      });
    });
  });

  test('the admin server makes its links with the address that browsers see', async () => {
    const { application } = await containers('admin-server');
    const variable = application?.environment?.find(({ name }) => name === 'SPRING_BOOT_ADMIN_UI_PUBLIC_URL');
    const { domain } = world().config;
    expect(variable?.value).toBe(domain === undefined ? '/../v1/admin' : `https://${domain.name}`);
  });
}
