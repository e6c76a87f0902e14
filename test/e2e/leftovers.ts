import { ListAnalyzersCommand } from '@aws-sdk/client-accessanalyzer';
import { ListCertificatesCommand } from '@aws-sdk/client-acm';
import { GetDomainNamesCommand, GetRestApisCommand } from '@aws-sdk/client-api-gateway';
import { ListBackupPlansCommand, ListBackupVaultsCommand } from '@aws-sdk/client-backup';
import { DescribeBudgetsCommand } from '@aws-sdk/client-budgets';
import { DescribeAlarmsCommand, ListDashboardsCommand } from '@aws-sdk/client-cloudwatch';
import {
  DescribeLogGroupsCommand,
  DescribeMetricFiltersCommand,
  DescribeQueryDefinitionsCommand,
  DescribeResourcePoliciesCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  DescribeConfigRulesCommand,
  DescribeConfigurationRecordersCommand,
} from '@aws-sdk/client-config-service';
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
import { DescribeDBClustersCommand, DescribeDBClusterSnapshotsCommand } from '@aws-sdk/client-rds';
import { ListHostedZonesCommand } from '@aws-sdk/client-route-53';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { ListSecretsCommand } from '@aws-sdk/client-secrets-manager';
import { ListNamespacesCommand } from '@aws-sdk/client-servicediscovery';
import { ListTopicsCommand } from '@aws-sdk/client-sns';
import { DescribeParametersCommand } from '@aws-sdk/client-ssm';
import { ListIPSetsCommand, ListWebACLsCommand } from '@aws-sdk/client-wafv2';
import { GetGroupsCommand, GetSamplingRulesCommand } from '@aws-sdk/client-xray';
import { ACCOUNT, Clients, LOCK_TABLE, STATE_BUCKET, World } from './world';

/** All that is left when an environment without protection is gone: the state backend, and the identity for CI in its stack. */
export const NOTHING_LEFT = {
  addressSets: [],
  addresses: [],
  alarms: [],
  aliases: ['alias/petclinic-terraform-state'],
  analyzers: [],
  apis: [],
  backupPlans: [],
  backupVaults: [],
  buckets: [STATE_BUCKET],
  budgets: [],
  certificates: [],
  clusters: [],
  configRecorders: [],
  configRules: [],
  dashboards: [],
  databases: [],
  domainNames: [],
  endpoints: [],
  flowLogs: [],
  functions: [],
  hostedZones: [],
  instanceProfiles: [],
  internetGateways: [],
  keys: ['Terraform state: bucket and lock table'],
  loadBalancers: [],
  logGroups: [],
  logPolicies: [],
  metricFilters: [],
  namespaces: [],
  natGateways: [],
  parameters: [],
  queries: [],
  repositories: [],
  // For the project's CI, one of each for the account.
  roles: ['petclinic-dev-apply', 'petclinic-plan', 'petclinic-prod-apply'],
  samplingRules: [],
  secrets: [],
  snapshots: [],
  tables: [LOCK_TABLE],
  targetGroups: [],
  taskDefinitions: [],
  topics: [],
  traceGroups: [],
  vpcs: [],
  webAcls: [],
};

/** Everything of ours that the emulator still has. Deleted keys and gateways stay visible in AWS for a while, as deleted. */
export async function leftovers({ aws }: World): Promise<Record<string, (string | undefined)[]>> {
  const {
    accessAnalyzer,
    acm,
    apiGateway,
    backup,
    budgets,
    cloudWatch,
    config,
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
    xray,
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
    alarms: await alarms(aws),
    aliases: aliases
      .map(({ AliasName }) => AliasName)
      .filter((name) => name?.startsWith('alias/petclinic') === true),
    analyzers: ((await accessAnalyzer.send(new ListAnalyzersCommand({}))).analyzers ?? []).map(
      ({ name }) => name,
    ),
    apis: ((await apiGateway.send(new GetRestApisCommand({}))).items ?? []).map(({ name }) => name),
    backupPlans: ((await backup.send(new ListBackupPlansCommand({}))).BackupPlansList ?? []).map(
      ({ BackupPlanName }) => BackupPlanName,
    ),
    backupVaults: ((await backup.send(new ListBackupVaultsCommand({}))).BackupVaultList ?? []).map(
      ({ BackupVaultName }) => BackupVaultName,
    ),
    buckets: ((await s3.send(new ListBucketsCommand({}))).Buckets ?? []).map(({ Name }) => Name),
    budgets: ((await budgets.send(new DescribeBudgetsCommand({ AccountId: ACCOUNT }))).Budgets ?? []).map(
      ({ BudgetName }) => BudgetName,
    ),
    certificates: ((await acm.send(new ListCertificatesCommand({}))).CertificateSummaryList ?? []).map(
      ({ DomainName }) => DomainName,
    ),
    // Deleted ones stay visible for a while, as inactive.
    clusters: ((await ecs.send(new DescribeClustersCommand({ clusters }))).clusters ?? [])
      .filter(({ status }) => status !== 'INACTIVE')
      .map(({ clusterName }) => clusterName),
    configRecorders: (
      (await config.send(new DescribeConfigurationRecordersCommand({}))).ConfigurationRecorders ?? []
    ).map(({ name }) => name),
    configRules: ((await config.send(new DescribeConfigRulesCommand({}))).ConfigRules ?? []).map(
      ({ ConfigRuleName }) => ConfigRuleName,
    ),
    dashboards: ((await cloudWatch.send(new ListDashboardsCommand({}))).DashboardEntries ?? []).map(
      ({ DashboardName }) => DashboardName,
    ),
    databases: ((await rds.send(new DescribeDBClustersCommand({}))).DBClusters ?? []).map(
      ({ DBClusterIdentifier }) => DBClusterIdentifier,
    ),
    domainNames: ((await apiGateway.send(new GetDomainNamesCommand({}))).items ?? []).map(
      ({ domainName }) => domainName,
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
    metricFilters: ((await logs.send(new DescribeMetricFiltersCommand({}))).metricFilters ?? []).map(
      ({ filterName }) => filterName,
    ),
    natGateways: ((await ec2.send(new DescribeNatGatewaysCommand({}))).NatGateways ?? [])
      .filter(({ State }) => State !== 'deleted')
      .map(({ NatGatewayId }) => NatGatewayId),
    parameters: ((await ssm.send(new DescribeParametersCommand({}))).Parameters ?? []).map(
      ({ Name }) => Name,
    ),
    queries: ((await logs.send(new DescribeQueryDefinitionsCommand({}))).queryDefinitions ?? []).map(
      ({ name }) => name,
    ),
    repositories: ((await ecr.send(new DescribeRepositoriesCommand({}))).repositories ?? []).map(
      ({ repositoryName }) => repositoryName,
    ),
    roles: ((await iam.send(new ListRolesCommand({}))).Roles ?? [])
      .map(({ RoleName }) => RoleName)
      .filter((name) => name?.startsWith('petclinic') === true)
      .sort(),
    samplingRules: ((await xray.send(new GetSamplingRulesCommand({}))).SamplingRuleRecords ?? [])
      .map(({ SamplingRule }) => SamplingRule?.RuleName)
      // AWS's own.
      .filter((name) => name !== 'Default'),
    secrets: ((await secretsManager.send(new ListSecretsCommand({}))).SecretList ?? []).map(
      ({ Name }) => Name,
    ),
    snapshots: ((await rds.send(new DescribeDBClusterSnapshotsCommand({}))).DBClusterSnapshots ?? []).map(
      ({ DBClusterSnapshotIdentifier }) => DBClusterSnapshotIdentifier,
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
    traceGroups: ((await xray.send(new GetGroupsCommand({}))).Groups ?? [])
      .map(({ GroupName }) => GroupName)
      .filter((name) => name !== 'Default'),
    vpcs: ((await ec2.send(new DescribeVpcsCommand({}))).Vpcs ?? [])
      .filter(({ IsDefault }) => IsDefault !== true)
      .map(({ CidrBlock }) => CidrBlock),
    webAcls: ((await waf.send(new ListWebACLsCommand({ Scope: 'REGIONAL' }))).WebACLs ?? []).map(
      ({ Name }) => Name,
    ),
  };
}

async function alarms({ cloudWatch }: Clients): Promise<(string | undefined)[]> {
  const { MetricAlarms = [], CompositeAlarms = [] } = await cloudWatch.send(
    new DescribeAlarmsCommand({ AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] }),
  );
  return [...MetricAlarms, ...CompositeAlarms].map(({ AlarmName }) => AlarmName);
}
