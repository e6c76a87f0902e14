import { EC2Client, paginateDescribeInstances } from '@aws-sdk/client-ec2';
import {
  Deployment,
  DescribeServicesCommand,
  ECSClient,
  paginateListClusters,
  paginateListServices,
} from '@aws-sdk/client-ecs';
import { LambdaClient, paginateListAliases, paginateListFunctions } from '@aws-sdk/client-lambda';
import {
  paginateDescribeDBClusters,
  paginateDescribeDBInstances,
  paginateDescribeDBSubnetGroups,
  RDSClient,
} from '@aws-sdk/client-rds';
import {
  ListResourceRecordSetsCommand,
  ListResourceRecordSetsCommandInput,
  ListResourceRecordSetsCommandOutput,
  paginateListHostedZones,
  ResourceRecordSet,
  Route53Client,
} from '@aws-sdk/client-route-53';
import {
  paginateListNamespaces,
  paginateListServices as paginateDiscovery,
  ServiceDiscoveryClient,
} from '@aws-sdk/client-servicediscovery';
import { Database, DiscoveryService, EcsService, Function, Placement, Services } from '../services';
import { all, textOf } from './pages';

export interface ServiceClients {
  readonly ec2: EC2Client;
  readonly ecs: ECSClient;
  readonly lambda: LambdaClient;
  readonly rds: RDSClient;
  readonly route53: Route53Client;
  readonly discovery: ServiceDiscoveryClient;
}

/** Services with network interfaces in a region, and the names under which each is found. */
export async function describeServices(clients: ServiceClients): Promise<Services> {
  const [ecs, functions, databases, instances, discovery, records] = await Promise.all([
    ecsServices(clients.ecs),
    functionsOf(clients.lambda),
    databasesOf(clients.rds),
    instancesOf(clients.ec2),
    discoveryOf(clients.discovery),
    recordsOf(clients.route53),
  ]);
  return { ecs, functions, databases, instances, discovery, records };
}

async function ecsServices(client: ECSClient): Promise<EcsService[]> {
  const clusters = await all(paginateListClusters({ client }, {}), ({ clusterArns }) => clusterArns);
  const found = await Promise.all(
    clusters.map(async (cluster) => {
      const arns = await all(paginateListServices({ client }, { cluster }), ({ serviceArns }) => serviceArns);
      // One call takes ten of them.
      const tens = Array.from({ length: Math.ceil(arns.length / 10) }, (_, i) =>
        arns.slice(i * 10, i * 10 + 10),
      );
      const pages = await Promise.all(
        tens.map((services) => client.send(new DescribeServicesCommand({ cluster, services }))),
      );
      return pages.flatMap(({ services = [] }) => services);
    }),
  );
  return found
    .flat()
    .filter(({ status }) => status === 'ACTIVE')
    .map((service): EcsService => {
      const { subnets, securityGroups, assignPublicIp } =
        service.networkConfiguration?.awsvpcConfiguration ?? {};
      return {
        id: textOf(service.serviceArn),
        name: textOf(service.serviceName),
        kind: 'task',
        subnets: subnets ?? [],
        groups: securityGroups ?? [],
        isPublic: assignPublicIp === 'ENABLED',
        cluster: textOf(service.clusterArn),
        taskDefinition: textOf(service.taskDefinition),
        desiredCount: service.desiredCount ?? 0,
        renewedAt: renewedAt(service.deployments),
        targets: (service.loadBalancers ?? []).map((one) => ({
          targetGroup: textOf(one.targetGroupArn),
          port: one.containerPort ?? 0,
        })),
        registries: (service.serviceRegistries ?? []).map(({ registryArn }) => textOf(registryArn)),
      };
    });
}

/** Time from which a deployment of the same revision as another replaces that one's tasks. */
function renewedAt([primary, ...others]: readonly Deployment[] = []): number {
  const isForced = others.some(({ taskDefinition }) => taskDefinition === primary?.taskDefinition);
  return isForced ? (primary?.createdAt?.getTime() ?? 0) / 1000 : 0;
}

async function functionsOf(client: LambdaClient): Promise<Function[]> {
  const functions = await all(paginateListFunctions({ client }, {}), ({ Functions }) => Functions);
  return Promise.all(
    functions.map(async ({ FunctionArn, FunctionName, VpcConfig }): Promise<Function> => {
      const aliases = await all(paginateListAliases({ client }, { FunctionName }), ({ Aliases }) => Aliases);
      return {
        id: textOf(FunctionArn),
        name: textOf(FunctionName),
        kind: 'function',
        subnets: VpcConfig?.SubnetIds ?? [],
        groups: VpcConfig?.SecurityGroupIds ?? [],
        isPublic: false,
        aliases: aliases.map(({ AliasArn, Name }) => ({ id: textOf(AliasArn), name: textOf(Name) })),
      };
    }),
  );
}

async function databasesOf(client: RDSClient): Promise<Database[]> {
  const [clusters, instances, groups] = await Promise.all([
    all(paginateDescribeDBClusters({ client }, {}), ({ DBClusters }) => DBClusters),
    all(paginateDescribeDBInstances({ client }, {}), ({ DBInstances }) => DBInstances),
    all(paginateDescribeDBSubnetGroups({ client }, {}), ({ DBSubnetGroups }) => DBSubnetGroups),
  ]);
  return clusters.map((cluster) => {
    const own = instances.filter((one) => one.DBClusterIdentifier === cluster.DBClusterIdentifier);
    const writer = cluster.DBClusterMembers?.find(({ IsClusterWriter }) => IsClusterWriter === true);
    const isWriter = ({ DBInstanceIdentifier }: (typeof own)[number]): boolean =>
      DBInstanceIdentifier === writer?.DBInstanceIdentifier;
    const group = groups.find(({ DBSubnetGroupName }) => DBSubnetGroupName === cluster.DBSubnetGroup);
    return {
      id: textOf(cluster.DBClusterArn),
      name: textOf(cluster.DBClusterIdentifier),
      kind: 'database',
      subnets: (group?.Subnets ?? []).map(({ SubnetIdentifier }) => textOf(SubnetIdentifier)),
      groups: (cluster.VpcSecurityGroups ?? []).map((one) => textOf(one.VpcSecurityGroupId)),
      isPublic: own.some(({ PubliclyAccessible }) => PubliclyAccessible === true),
      port: cluster.Port ?? 3306,
      endpoint: cluster.Endpoint,
      readerEndpoint: cluster.ReaderEndpoint,
      instances: own
        .map((one) => ({ zone: textOf(one.AvailabilityZone), isWriter: isWriter(one) }))
        .sort((a, b) => Number(b.isWriter) - Number(a.isWriter)),
    };
  });
}

async function instancesOf(client: EC2Client): Promise<Placement[]> {
  const reservations = await all(
    paginateDescribeInstances({ client }, {}),
    ({ Reservations }) => Reservations,
  );
  return reservations
    .flatMap(({ Instances = [] }) => Instances)
    .filter(({ State }) => State?.Name === 'running')
    .map((instance) => ({
      id: textOf(instance.InstanceId),
      name: textOf(instance.Tags?.find(({ Key }) => Key === 'Name')?.Value ?? instance.InstanceId),
      kind: 'task',
      subnets: [textOf(instance.SubnetId)],
      groups: (instance.SecurityGroups ?? []).map(({ GroupId }) => textOf(GroupId)),
      isPublic: instance.PublicIpAddress !== undefined,
    }));
}

async function discoveryOf(client: ServiceDiscoveryClient): Promise<DiscoveryService[]> {
  const namespaces = await all(paginateListNamespaces({ client }, {}), ({ Namespaces }) => Namespaces);
  const found = namespaces.map(async ({ Id = '', Name: namespace }) => {
    const Filters = [{ Name: 'NAMESPACE_ID' as const, Values: [Id] }];
    const services = await all(paginateDiscovery({ client }, { Filters }), ({ Services: page }) => page);
    return services.map(({ Arn, Name }) => ({
      id: textOf(Arn),
      name: `${textOf(Name)}.${textOf(namespace)}`,
    }));
  });
  return (await Promise.all(found)).flat();
}

async function recordsOf(client: Route53Client): Promise<Services['records']> {
  const zones = await all(paginateListHostedZones({ client }, {}), ({ HostedZones }) => HostedZones);
  const found = zones.map(async ({ Id }) =>
    (await recordSets(client, Id)).flatMap(({ Name, AliasTarget }) =>
      AliasTarget === undefined
        ? []
        : [{ name: textOf(Name).replace(/\.$/, ''), target: textOf(AliasTarget.DNSName).replace(/\.$/, '') }],
    ),
  );
  return (await Promise.all(found)).flat();
}

/** Record sets of a zone; each answer names where the next one starts. */
async function recordSets(
  client: Route53Client,
  HostedZoneId: string | undefined,
): Promise<ResourceRecordSet[]> {
  const found: ResourceRecordSet[] = [];
  let start: Omit<ListResourceRecordSetsCommandInput, 'HostedZoneId'> | undefined = {};
  while (start !== undefined) {
    const answer: ListResourceRecordSetsCommandOutput = await client.send(
      new ListResourceRecordSetsCommand({ HostedZoneId, ...start }),
    );
    found.push(...(answer.ResourceRecordSets ?? []));
    start =
      answer.IsTruncated === true
        ? {
            StartRecordName: answer.NextRecordName,
            StartRecordType: answer.NextRecordType,
            StartRecordIdentifier: answer.NextRecordIdentifier,
          }
        : undefined;
  }
  return found;
}
