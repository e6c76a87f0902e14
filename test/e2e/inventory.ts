import { GetResourcesCommand, GetRestApisCommand } from '@aws-sdk/client-api-gateway';
import { DescribeAlarmsCommand, ListDashboardsCommand } from '@aws-sdk/client-cloudwatch';
import {
  DescribeLogGroupsCommand,
  DescribeMetricFiltersCommand,
  DescribeQueryDefinitionsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { DescribeConfigRulesCommand } from '@aws-sdk/client-config-service';
import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import {
  DescribeAddressesCommand,
  DescribeFlowLogsCommand,
  DescribeInternetGatewaysCommand,
  DescribeNatGatewaysCommand,
  DescribeNetworkAclsCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcsCommand,
} from '@aws-sdk/client-ec2';
import { DescribeRepositoriesCommand } from '@aws-sdk/client-ecr';
import { ListClustersCommand, ListServicesCommand, ListTaskDefinitionsCommand } from '@aws-sdk/client-ecs';
import {
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTargetGroupsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { ListInstanceProfilesCommand, ListPoliciesCommand, ListRolesCommand } from '@aws-sdk/client-iam';
import { DescribeKeyCommand, ListAliasesCommand, ListKeysCommand } from '@aws-sdk/client-kms';
import { ListFunctionsCommand } from '@aws-sdk/client-lambda';
import {
  DescribeDBClusterParameterGroupsCommand,
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  DescribeDBParameterGroupsCommand,
  DescribeDBSubnetGroupsCommand,
} from '@aws-sdk/client-rds';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { ListSecretsCommand } from '@aws-sdk/client-secrets-manager';
import {
  ListNamespacesCommand,
  ListServicesCommand as ListDiscovered,
} from '@aws-sdk/client-servicediscovery';
import { ListTopicsCommand } from '@aws-sdk/client-sns';
import { DescribeParametersCommand } from '@aws-sdk/client-ssm';
import { ListIPSetsCommand, ListWebACLsCommand } from '@aws-sdk/client-wafv2';
import { GetGroupsCommand, GetSamplingRulesCommand } from '@aws-sdk/client-xray';
import { Clients } from './world';

type Identifiers = readonly (string | undefined)[];

/** What identifies each thing that the emulator has and that is not AWS's own, by kind: ids where it has one. */
export async function inventory(aws: Clients): Promise<Record<string, Identifiers>> {
  const parts = await Promise.all([
    network(aws),
    rules(aws),
    loadBalancing(aws),
    identity(aws),
    data(aws),
    containers(aws),
    watching(aws),
    rest(aws),
  ]);
  return Object.assign({}, ...parts) as Record<string, Identifiers>;
}

/** An account has a default VPC, which is nobody's here. */
async function network({ ec2 }: Clients): Promise<Record<string, Identifiers>> {
  const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({}));
  const vpcs = Vpcs.filter(({ IsDefault }) => IsDefault !== true).map(({ VpcId }) => VpcId);
  const ours = <T extends { VpcId?: string }>(all: T[] | undefined): T[] =>
    (all ?? []).filter(({ VpcId }) => vpcs.includes(VpcId));
  return {
    vpcs,
    subnets: ours((await ec2.send(new DescribeSubnetsCommand({}))).Subnets).map(({ SubnetId }) => SubnetId),
    routeTables: ours((await ec2.send(new DescribeRouteTablesCommand({}))).RouteTables).map(
      ({ RouteTableId }) => RouteTableId,
    ),
    networkAcls: ours((await ec2.send(new DescribeNetworkAclsCommand({}))).NetworkAcls).map(
      ({ NetworkAclId }) => NetworkAclId,
    ),
    securityGroups: ours((await ec2.send(new DescribeSecurityGroupsCommand({}))).SecurityGroups).map(
      ({ GroupId }) => GroupId,
    ),
    endpoints: ours((await ec2.send(new DescribeVpcEndpointsCommand({}))).VpcEndpoints)
      .filter(({ State }) => State?.toLowerCase() !== 'deleted')
      .map(({ VpcEndpointId }) => VpcEndpointId),
    natGateways: ours((await ec2.send(new DescribeNatGatewaysCommand({}))).NatGateways)
      .filter(({ State }) => State !== 'deleted')
      .map(({ NatGatewayId }) => NatGatewayId),
    internetGateways: ((await ec2.send(new DescribeInternetGatewaysCommand({}))).InternetGateways ?? []).map(
      ({ InternetGatewayId }) => InternetGatewayId,
    ),
    addresses: ((await ec2.send(new DescribeAddressesCommand({}))).Addresses ?? []).map(
      ({ AllocationId }) => AllocationId,
    ),
    flowLogs: ((await ec2.send(new DescribeFlowLogsCommand({}))).FlowLogs ?? []).map(
      ({ FlowLogId }) => FlowLogId,
    ),
  };
}

async function rules({ ec2 }: Clients): Promise<Record<string, Identifiers>> {
  const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand({}));
  const own = SecurityGroups.filter(({ GroupName }) => GroupName !== 'default').map(({ GroupId }) => GroupId);
  const { SecurityGroupRules = [] } = await ec2.send(new DescribeSecurityGroupRulesCommand({}));
  return {
    securityGroupRules: SecurityGroupRules.filter(({ GroupId }) => own.includes(GroupId)).map(
      ({ SecurityGroupRuleId }) => SecurityGroupRuleId,
    ),
  };
}

async function loadBalancing({ elb }: Clients): Promise<Record<string, Identifiers>> {
  const { LoadBalancers = [] } = await elb.send(new DescribeLoadBalancersCommand({}));
  const listeners = (
    await Promise.all(
      LoadBalancers.map(({ LoadBalancerArn }) => elb.send(new DescribeListenersCommand({ LoadBalancerArn }))),
    )
  ).flatMap(({ Listeners = [] }) => Listeners.map(({ ListenerArn }) => ListenerArn));
  const found = await Promise.all(
    listeners.map((ListenerArn) => elb.send(new DescribeRulesCommand({ ListenerArn }))),
  );
  return {
    loadBalancers: LoadBalancers.map(({ LoadBalancerArn }) => LoadBalancerArn),
    listeners,
    listenerRules: found.flatMap(({ Rules = [] }) =>
      Rules.filter(({ IsDefault }) => IsDefault !== true).map(({ RuleArn }) => RuleArn),
    ),
    targetGroups: ((await elb.send(new DescribeTargetGroupsCommand({}))).TargetGroups ?? []).map(
      ({ TargetGroupArn }) => TargetGroupArn,
    ),
  };
}

async function identity({ iam, kms, secretsManager }: Clients): Promise<Record<string, Identifiers>> {
  const { Keys = [] } = await kms.send(new ListKeysCommand({}));
  const keys = await Promise.all(
    Keys.map(async ({ KeyId }) => (await kms.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata),
  );
  const { Roles = [] } = await iam.send(new ListRolesCommand({}));
  const { Policies = [] } = await iam.send(new ListPoliciesCommand({ Scope: 'Local', MaxItems: 1000 }));
  return {
    // A key that is being deleted stays visible for days. The default one is the emulator's.
    keys: keys
      .filter((key) => key?.KeyState !== 'PendingDeletion' && key?.Description !== 'Default key')
      .map((key) => key?.KeyId),
    aliases: ((await kms.send(new ListAliasesCommand({}))).Aliases ?? [])
      .map(({ AliasName }) => AliasName)
      .filter((name) => name?.startsWith('alias/aws/') === false),
    // AWS makes those below this path itself.
    roles: Roles.filter(({ Path }) => Path?.startsWith('/aws-service-role/') === false).map(
      ({ RoleName }) => RoleName,
    ),
    policies: Policies.map(({ Arn }) => Arn),
    instanceProfiles: ((await iam.send(new ListInstanceProfilesCommand({}))).InstanceProfiles ?? []).map(
      ({ InstanceProfileName }) => InstanceProfileName,
    ),
    secrets: ((await secretsManager.send(new ListSecretsCommand({}))).SecretList ?? []).map(({ ARN }) => ARN),
  };
}

async function data({ dynamodb, rds, s3, ssm }: Clients): Promise<Record<string, Identifiers>> {
  const own = (names: Identifiers): Identifiers =>
    names.filter((name) => name?.startsWith('default') !== true);
  const { DBClusterParameterGroups = [] } = await rds.send(new DescribeDBClusterParameterGroupsCommand({}));
  const { DBParameterGroups = [] } = await rds.send(new DescribeDBParameterGroupsCommand({}));
  const parameters: Identifiers[] = [];
  for (let NextToken: string | undefined, more = true; more; more = NextToken !== undefined) {
    const page = await ssm.send(new DescribeParametersCommand({ MaxResults: 50, NextToken }));
    parameters.push((page.Parameters ?? []).map(({ Name }) => Name));
    NextToken = page.NextToken;
  }
  return {
    buckets: ((await s3.send(new ListBucketsCommand({}))).Buckets ?? []).map(({ Name }) => Name),
    clusterParameterGroups: own(
      DBClusterParameterGroups.map(({ DBClusterParameterGroupName: name }) => name),
    ),
    databaseParameterGroups: own(DBParameterGroups.map(({ DBParameterGroupName: name }) => name)),
    databases: ((await rds.send(new DescribeDBInstancesCommand({}))).DBInstances ?? []).map(
      ({ DBInstanceIdentifier }) => DBInstanceIdentifier,
    ),
    databaseClusters: ((await rds.send(new DescribeDBClustersCommand({}))).DBClusters ?? []).map(
      ({ DbClusterResourceId }) => DbClusterResourceId,
    ),
    databaseSubnetGroups: ((await rds.send(new DescribeDBSubnetGroupsCommand({}))).DBSubnetGroups ?? []).map(
      ({ DBSubnetGroupName }) => DBSubnetGroupName,
    ),
    parameters: parameters.flat(),
    tables: (await dynamodb.send(new ListTablesCommand({}))).TableNames ?? [],
  };
}

async function containers({ cloudMap, ecr, ecs, lambda }: Clients): Promise<Record<string, Identifiers>> {
  const { clusterArns = [] } = await ecs.send(new ListClustersCommand({}));
  const services = await Promise.all(
    clusterArns.map((cluster) => ecs.send(new ListServicesCommand({ cluster }))),
  );
  return {
    clusters: clusterArns,
    services: services.flatMap(({ serviceArns = [] }) => serviceArns),
    taskDefinitions:
      (await ecs.send(new ListTaskDefinitionsCommand({ status: 'ACTIVE' }))).taskDefinitionArns ?? [],
    functions: ((await lambda.send(new ListFunctionsCommand({}))).Functions ?? []).map(
      ({ FunctionArn }) => FunctionArn,
    ),
    repositories: ((await ecr.send(new DescribeRepositoriesCommand({}))).repositories ?? []).map(
      ({ repositoryArn }) => repositoryArn,
    ),
    namespaces: ((await cloudMap.send(new ListNamespacesCommand({}))).Namespaces ?? []).map(({ Id }) => Id),
    discovered: ((await cloudMap.send(new ListDiscovered({}))).Services ?? []).map(({ Id }) => Id),
  };
}

async function watching({
  cloudWatch,
  config,
  logs,
  sns,
  xray,
}: Clients): Promise<Record<string, Identifiers>> {
  const { MetricAlarms = [], CompositeAlarms = [] } = await cloudWatch.send(
    new DescribeAlarmsCommand({ AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] }),
  );
  return {
    // Those of a scaling policy, which AWS makes, are in the state by their ARNs.
    alarms: [...MetricAlarms, ...CompositeAlarms].map(({ AlarmArn }) => AlarmArn),
    dashboards: ((await cloudWatch.send(new ListDashboardsCommand({}))).DashboardEntries ?? []).map(
      ({ DashboardName }) => DashboardName,
    ),
    logGroups: ((await logs.send(new DescribeLogGroupsCommand({}))).logGroups ?? []).map(
      ({ logGroupName }) => logGroupName,
    ),
    metricFilters: ((await logs.send(new DescribeMetricFiltersCommand({}))).metricFilters ?? []).map(
      ({ filterName }) => filterName,
    ),
    queries: ((await logs.send(new DescribeQueryDefinitionsCommand({}))).queryDefinitions ?? []).map(
      ({ queryDefinitionId }) => queryDefinitionId,
    ),
    configRules: ((await config.send(new DescribeConfigRulesCommand({}))).ConfigRules ?? []).map(
      ({ ConfigRuleName }) => ConfigRuleName,
    ),
    topics: ((await sns.send(new ListTopicsCommand({}))).Topics ?? []).map(({ TopicArn }) => TopicArn),
    traceGroups: ((await xray.send(new GetGroupsCommand({}))).Groups ?? [])
      .map(({ GroupName }) => GroupName)
      .filter((name) => name !== 'Default'),
    samplingRules: ((await xray.send(new GetSamplingRulesCommand({}))).SamplingRuleRecords ?? [])
      .map(({ SamplingRule }) => SamplingRule?.RuleName)
      .filter((name) => name !== 'Default'),
  };
}

async function rest({ apiGateway, waf }: Clients): Promise<Record<string, Identifiers>> {
  const apis = ((await apiGateway.send(new GetRestApisCommand({}))).items ?? []).map(({ id }) => id);
  const resources = await Promise.all(
    apis.map((restApiId) => apiGateway.send(new GetResourcesCommand({ restApiId, limit: 500 }))),
  );
  return {
    apis,
    apiResources: resources.flatMap(({ items = [] }) => items.map(({ id }) => id)),
    addressSets: ((await waf.send(new ListIPSetsCommand({ Scope: 'REGIONAL' }))).IPSets ?? []).map(
      ({ Id }) => Id,
    ),
    webAcls: ((await waf.send(new ListWebACLsCommand({ Scope: 'REGIONAL' }))).WebACLs ?? []).map(
      ({ Id }) => Id,
    ),
  };
}

/** What is in the inventory and is no value of any of these attributes, each as `<kind> <identifier>`. */
export async function orphans(aws: Clients, attributes: readonly unknown[]): Promise<string[]> {
  const values = new Set(attributes.flatMap(textsIn));
  return Object.entries(await inventory(aws)).flatMap(([kind, all]) =>
    all.filter((each) => each === undefined || !values.has(each)).map((each) => `${kind} ${each ?? '?'}`),
  );
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
