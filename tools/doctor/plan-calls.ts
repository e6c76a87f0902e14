import { stateKey } from '../../src/core/state';
import { originSecretName, originSlots } from '../../src/lib/gateway';
import { workloadPath } from '../../src/lib/ci-names';
import { namesFor } from '../../src/lib/naming';
import { StateBucket } from '../../src/lib/state-place';

/** Actions that are asked for together. */
export interface PlanCalls {
  readonly actions: readonly string[];
  /** ARN; `*` for whatever is there. */
  readonly resource: string;
  /** Service through which a key is used, as `kms:ViaService` has it. */
  readonly through?: string;
}

export interface PlanScope {
  readonly environment: string;
  readonly account: string;
  readonly region: string;
  readonly stateBucket: Pick<StateBucket, 'bucket' | 'region' | 'lockTable'>;
  /** @default the project's own */
  readonly rolePath?: string | undefined;
}

/** Actions of IAM on whatever is there, by prefix, that a plan of all stacks calls: recorded from plans on the emulator. */
const CALLS: Readonly<Record<string, string>> = {
  acm: 'DescribeCertificate ListTagsForCertificate',
  apigateway: 'GET',
  'application-autoscaling': 'DescribeScalableTargets DescribeScalingPolicies ListTagsForResource',
  backup: 'DescribeBackupVault GetBackupPlan GetBackupSelection ListTags',
  bedrock: 'GetInferenceProfile',
  budgets: 'ListTagsForResource ViewBudget',
  cloudwatch: 'DescribeAlarms GetDashboard ListTagsForResource',
  dynamodb: 'DescribeContinuousBackups DescribeTable DescribeTimeToLive ListTagsOfResource',
  ec2: 'DescribeAddresses DescribeAddressesAttribute DescribeFlowLogs DescribeInternetGateways DescribeNatGateways DescribeNetworkAcls DescribeNetworkInterfaces DescribePrefixLists DescribeRouteTables DescribeSecurityGroupRules DescribeSecurityGroups DescribeSubnets DescribeVpcAttribute DescribeVpcEndpoints DescribeVpcs',
  ecr: 'DescribeRepositories GetLifecyclePolicy ListTagsForResource',
  ecs: 'DescribeClusters DescribeServices DescribeTaskDefinition',
  elasticloadbalancing:
    'DescribeCapacityReservation DescribeListenerAttributes DescribeListeners DescribeLoadBalancerAttributes DescribeLoadBalancers DescribeRules DescribeTags DescribeTargetGroupAttributes DescribeTargetGroups',
  events: 'DescribeRule ListTagsForResource ListTargetsByRule',
  kms: 'DescribeKey GetKeyPolicy GetKeyRotationStatus ListAliases ListResourceTags',
  lambda:
    'GetAlias GetFunction GetFunctionCodeSigningConfig GetFunctionEventInvokeConfig GetPolicy ListVersionsByFunction',
  logs: 'DescribeLogGroups DescribeMetricFilters DescribeQueryDefinitions DescribeResourcePolicies ListTagsForResource',
  rds: 'DescribeDBClusterParameterGroups DescribeDBClusterParameters DescribeDBClusters DescribeDBInstances DescribeDBParameterGroups DescribeDBParameters DescribeDBSubnetGroups DescribeGlobalClusters ListTagsForResource',
  route53: 'GetHostedZone ListResourceRecordSets ListTagsForResource',
  s3: 'GetAccelerateConfiguration GetBucketAcl GetBucketCORS GetBucketLogging GetBucketObjectLockConfiguration GetBucketOwnershipControls GetBucketPolicy GetBucketPublicAccessBlock GetBucketRequestPayment GetBucketTagging GetBucketVersioning GetBucketWebsite GetEncryptionConfiguration GetLifecycleConfiguration GetReplicationConfiguration ListBucket',
  secretsmanager: 'DescribeSecret GetRandomPassword GetResourcePolicy',
  servicediscovery: 'GetNamespace GetService ListTagsForResource',
  sns: 'GetSubscriptionAttributes GetTopicAttributes ListTagsForResource',
  ssm: 'DescribeParameters GetParameter ListTagsForResource',
  wafv2: 'GetIPSet GetLoggingConfiguration GetWebACL GetWebACLForResource ListTagsForResource',
  xray: 'GetGroup GetSamplingRules ListTagsForResource',
};

/** Calls of a plan of all stacks of an environment, with its states, which takes no lock. */
export function planCalls({ environment, account, region, stateBucket, rolePath }: PlanScope): PlanCalls[] {
  const names = namesFor(environment);
  const iam = `arn:aws:iam::${account}`;
  const below = workloadPath(environment, rolePath);
  const key = `arn:aws:kms:${region}:${account}:key/any`;
  return [
    {
      actions: Object.entries(CALLS).flatMap(([prefix, actions]) =>
        actions.split(' ').map((action) => `${prefix}:${action}`),
      ),
      resource: '*',
    },
    {
      actions: ['iam:GetRole', 'iam:GetRolePolicy', 'iam:ListAttachedRolePolicies', 'iam:ListRolePolicies'],
      resource: `${iam}:role${below}${names('iam-role', 'genai')}`,
    },
    {
      actions: ['iam:GetInstanceProfile'],
      resource: `${iam}:instance-profile${below}${names('instance-profile', 'ops-host')}`,
    },
    {
      actions: ['bedrock:ListTagsForResource'],
      resource: `arn:aws:bedrock:${region}:${account}:application-inference-profile/any`,
    },
    ...originSlots.map((slot) => ({
      actions: ['secretsmanager:GetSecretValue'],
      resource: `arn:aws:secretsmanager:${region}:${account}:secret:${names('secret', originSecretName(slot))}-AbCdEf`,
    })),
    {
      actions: ['s3:GetObject'],
      resource: `arn:aws:s3:::${stateBucket.bucket}/${stateKey('network', environment)}`,
    },
    {
      actions: ['dynamodb:GetItem'],
      resource: `arn:aws:dynamodb:${stateBucket.region}:${account}:table/${stateBucket.lockTable}`,
    },
    // Without it `lambda:GetFunction` answers no environment, and every plan shows changes.
    { actions: ['kms:Decrypt'], resource: key, through: `lambda.${region}.amazonaws.com` },
    ...['dynamodb', 's3'].map((service) => ({
      actions: ['kms:Decrypt'],
      resource: key,
      through: `${service}.${stateBucket.region}.amazonaws.com`,
    })),
    { actions: ['kms:Decrypt'], resource: key, through: `secretsmanager.${region}.amazonaws.com` },
  ];
}
