import { GetRestApisCommand } from '@aws-sdk/client-api-gateway';
import { DescribeLogGroupsCommand, DescribeResourcePoliciesCommand } from '@aws-sdk/client-cloudwatch-logs';
import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import {
  DescribeAddressesCommand,
  DescribeFlowLogsCommand,
  DescribeInternetGatewaysCommand,
  DescribeNatGatewaysCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcsCommand,
} from '@aws-sdk/client-ec2';
import { DescribeRepositoriesCommand } from '@aws-sdk/client-ecr';
import {
  DescribeClustersCommand,
  ListClustersCommand,
  ListTaskDefinitionsCommand,
} from '@aws-sdk/client-ecs';
import {
  DescribeLoadBalancersCommand,
  DescribeTargetGroupsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { ListInstanceProfilesCommand, ListRolesCommand } from '@aws-sdk/client-iam';
import { DescribeKeyCommand, ListAliasesCommand, ListKeysCommand } from '@aws-sdk/client-kms';
import { ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { DescribeDBClustersCommand } from '@aws-sdk/client-rds';
import { ListHostedZonesCommand } from '@aws-sdk/client-route-53';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { ListSecretsCommand } from '@aws-sdk/client-secrets-manager';
import { ListNamespacesCommand } from '@aws-sdk/client-servicediscovery';
import { ListTopicsCommand } from '@aws-sdk/client-sns';
import { DescribeParametersCommand } from '@aws-sdk/client-ssm';
import { ListIPSetsCommand, ListWebACLsCommand } from '@aws-sdk/client-wafv2';
import { World } from './world';

/** Everything of ours that the emulator still has. Deleted keys and gateways stay visible in AWS for a while, as deleted. */
export async function leftovers({ aws }: World): Promise<Record<string, (string | undefined)[]>> {
  const {
    apiGateway,
    cloudMap,
    dynamodb,
    ec2,
    ecr,
    ecs,
    elb,
    iam,
    kms,
    lambda,
    logs,
    rds,
    route53,
    s3,
    secretsManager,
    sns,
    ssm,
    waf,
  } = aws;
  const { Keys = [] } = await kms.send(new ListKeysCommand({}));
  const keys = await Promise.all(
    Keys.map(async ({ KeyId }) => (await kms.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata),
  );
  const clusters = (await ecs.send(new ListClustersCommand({}))).clusterArns;
  const aliases = (await kms.send(new ListAliasesCommand({}))).Aliases ?? [];
  return {
    addresses: ((await ec2.send(new DescribeAddressesCommand({}))).Addresses ?? []).map(
      ({ PublicIp }) => PublicIp,
    ),
    addressSets: ((await waf.send(new ListIPSetsCommand({ Scope: 'REGIONAL' }))).IPSets ?? []).map(
      ({ Name }) => Name,
    ),
    aliases: aliases
      .map(({ AliasName }) => AliasName)
      .filter((name) => name?.startsWith('alias/petclinic') === true),
    apis: ((await apiGateway.send(new GetRestApisCommand({}))).items ?? []).map(({ name }) => name),
    buckets: ((await s3.send(new ListBucketsCommand({}))).Buckets ?? []).map(({ Name }) => Name),
    // Deleted ones stay visible for a while, as inactive.
    clusters: ((await ecs.send(new DescribeClustersCommand({ clusters }))).clusters ?? [])
      .filter(({ status }) => status !== 'INACTIVE')
      .map(({ clusterName }) => clusterName),
    databases: ((await rds.send(new DescribeDBClustersCommand({}))).DBClusters ?? []).map(
      ({ DBClusterIdentifier }) => DBClusterIdentifier,
    ),
    endpoints: ((await ec2.send(new DescribeVpcEndpointsCommand({}))).VpcEndpoints ?? [])
      .filter(({ State }) => State?.toLowerCase() !== 'deleted')
      .map(({ ServiceName }) => ServiceName),
    flowLogs: ((await ec2.send(new DescribeFlowLogsCommand({}))).FlowLogs ?? []).map(
      ({ FlowLogId }) => FlowLogId,
    ),
    functions: ((await lambda.send(new ListFunctionsCommand({}))).Functions ?? []).map(
      ({ FunctionName }) => FunctionName,
    ),
    hostedZones: ((await route53.send(new ListHostedZonesCommand({}))).HostedZones ?? []).map(
      ({ Name }) => Name,
    ),
    instanceProfiles: ((await iam.send(new ListInstanceProfilesCommand({}))).InstanceProfiles ?? []).map(
      ({ InstanceProfileName }) => InstanceProfileName,
    ),
    internetGateways: ((await ec2.send(new DescribeInternetGatewaysCommand({}))).InternetGateways ?? []).map(
      ({ InternetGatewayId }) => InternetGatewayId,
    ),
    keys: keys
      .filter((key) => key?.KeyManager === 'CUSTOMER' && key.KeyState !== 'PendingDeletion')
      .map((key) => key?.Description)
      // Made by the emulator where AWS would use a key of its own.
      .filter((description) => description !== 'Default key'),
    loadBalancers: ((await elb.send(new DescribeLoadBalancersCommand({}))).LoadBalancers ?? []).map(
      ({ LoadBalancerName }) => LoadBalancerName,
    ),
    logGroups: ((await logs.send(new DescribeLogGroupsCommand({}))).logGroups ?? []).map(
      ({ logGroupName }) => logGroupName,
    ),
    logPolicies: ((await logs.send(new DescribeResourcePoliciesCommand({}))).resourcePolicies ?? []).map(
      ({ policyName }) => policyName,
    ),
    namespaces: ((await cloudMap.send(new ListNamespacesCommand({}))).Namespaces ?? []).map(
      ({ Name }) => Name,
    ),
    natGateways: ((await ec2.send(new DescribeNatGatewaysCommand({}))).NatGateways ?? [])
      .filter(({ State }) => State !== 'deleted')
      .map(({ NatGatewayId }) => NatGatewayId),
    parameters: ((await ssm.send(new DescribeParametersCommand({}))).Parameters ?? []).map(
      ({ Name }) => Name,
    ),
    repositories: ((await ecr.send(new DescribeRepositoriesCommand({}))).repositories ?? []).map(
      ({ repositoryName }) => repositoryName,
    ),
    roles: ((await iam.send(new ListRolesCommand({}))).Roles ?? [])
      .map(({ RoleName }) => RoleName)
      .filter((name) => name?.startsWith('petclinic') === true),
    secrets: ((await secretsManager.send(new ListSecretsCommand({}))).SecretList ?? []).map(
      ({ Name }) => Name,
    ),
    tables: (await dynamodb.send(new ListTablesCommand({}))).TableNames ?? [],
    targetGroups: ((await elb.send(new DescribeTargetGroupsCommand({}))).TargetGroups ?? []).map(
      ({ TargetGroupName }) => TargetGroupName,
    ),
    taskDefinitions: (
      (await ecs.send(new ListTaskDefinitionsCommand({ status: 'ACTIVE' }))).taskDefinitionArns ?? []
    )
      .map((arn) => arn.split('/')[1])
      .sort(),
    topics: ((await sns.send(new ListTopicsCommand({}))).Topics ?? []).map(({ TopicArn }) => TopicArn),
    vpcs: ((await ec2.send(new DescribeVpcsCommand({}))).Vpcs ?? [])
      .filter(({ IsDefault }) => IsDefault !== true)
      .map(({ CidrBlock }) => CidrBlock),
    webAcls: ((await waf.send(new ListWebACLsCommand({ Scope: 'REGIONAL' }))).WebACLs ?? []).map(
      ({ Name }) => Name,
    ),
  };
}
