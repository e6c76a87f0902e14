/** IAM's prefix of a service, where it is not the name that the SDKs have for it. */
const PREFIXES: Readonly<Record<string, string>> = {
  accessanalyzer: 'access-analyzer',
  elbv2: 'elasticloadbalancing',
  s3control: 's3',
};

/** Operations that IAM knows under another name, or as several actions. */
const RENAMED: Readonly<Record<string, readonly string[]>> = {
  // https://docs.aws.amazon.com/cost-management/latest/userguide/billing-permissions-ref.html
  'budgets:CreateBudget': ['budgets:ModifyBudget', 'budgets:TagResource'],
  'budgets:CreateNotification': ['budgets:ModifyBudget'],
  'budgets:CreateSubscriber': ['budgets:ModifyBudget'],
  'budgets:DeleteBudget': ['budgets:ModifyBudget'],
  'budgets:DeleteNotification': ['budgets:ModifyBudget'],
  'budgets:DescribeBudget': ['budgets:ViewBudget'],
  'budgets:DescribeNotificationsForBudget': ['budgets:ViewBudget'],
  'budgets:DescribeSubscribersForNotification': ['budgets:ViewBudget'],
  'budgets:UpdateBudget': ['budgets:ModifyBudget'],
  'lambda:Invoke': ['lambda:InvokeFunction'],
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
  's3:DeleteBucketEncryption': ['s3:PutEncryptionConfiguration'],
  's3:DeleteBucketLifecycle': ['s3:PutLifecycleConfiguration'],
  's3:DeleteBucketOwnershipControls': ['s3:PutBucketOwnershipControls'],
  's3:DeleteObjects': ['s3:DeleteObject', 's3:DeleteObjectVersion'],
  's3:DeletePublicAccessBlock': ['s3:PutBucketPublicAccessBlock'],
  's3:GetBucketAccelerateConfiguration': ['s3:GetAccelerateConfiguration'],
  's3:GetBucketCors': ['s3:GetBucketCORS'],
  's3:GetBucketEncryption': ['s3:GetEncryptionConfiguration'],
  's3:GetBucketLifecycleConfiguration': ['s3:GetLifecycleConfiguration'],
  's3:GetBucketReplication': ['s3:GetReplicationConfiguration'],
  's3:GetObjectLockConfiguration': ['s3:GetBucketObjectLockConfiguration'],
  's3:GetPublicAccessBlock': ['s3:GetBucketPublicAccessBlock'],
  's3:HeadBucket': ['s3:ListBucket'],
  's3:HeadObject': ['s3:GetObject'],
  's3:ListObjectVersions': ['s3:ListBucketVersions'],
  's3:ListObjectsV2': ['s3:ListBucket'],
  's3:PutBucketEncryption': ['s3:PutEncryptionConfiguration'],
  's3:PutBucketLifecycleConfiguration': ['s3:PutLifecycleConfiguration'],
  's3:PutPublicAccessBlock': ['s3:PutBucketPublicAccessBlock'],
};

const ENCRYPTED = ['kms:Decrypt', 'kms:GenerateDataKey'];
const LOG_DELIVERY = ['logs:CreateLogDelivery', 'logs:GetLogDelivery', 'logs:UpdateLogDelivery'];

/**
 * What AWS checks besides the operation's own action: tags given with what is made, roles handed on, keys of ours, and
 * what a service does in the name of the caller. The pages are those of the service authorization reference, column
 * "Dependent actions", unless another stands here.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const BESIDES: Readonly<Record<string, readonly string[]>> = {
  'accessanalyzer:CreateAnalyzer': ['access-analyzer:TagResource', 'iam:CreateServiceLinkedRole'],
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
  'apigateway:CreateStage': LOG_DELIVERY,
  'apigateway:UpdateAccount': ['iam:PassRole'],
  'apigateway:UpdateStage': LOG_DELIVERY,
  // https://docs.aws.amazon.com/autoscaling/application/userguide/security_iam_id-based-policy-examples.html
  'application-autoscaling:DeleteScalingPolicy': ['cloudwatch:DeleteAlarms'],
  'application-autoscaling:PutScalingPolicy': ['cloudwatch:DescribeAlarms', 'cloudwatch:PutMetricAlarm'],
  'application-autoscaling:RegisterScalableTarget': [
    'application-autoscaling:TagResource',
    'iam:CreateServiceLinkedRole',
  ],
  'backup:CreateBackupPlan': ['backup:TagResource'],
  'backup:CreateBackupSelection': ['iam:PassRole'],
  // https://docs.aws.amazon.com/aws-backup/latest/devguide/access-control.html
  'backup:CreateBackupVault': [
    'backup:TagResource',
    'backup-storage:MountCapsule',
    'kms:CreateGrant',
    'kms:DescribeKey',
    'kms:RetireGrant',
    ...ENCRYPTED,
  ],
  'cloudwatch:PutCompositeAlarm': ['cloudwatch:TagResource'],
  'cloudwatch:PutMetricAlarm': ['cloudwatch:TagResource'],
  'config:PutConfigRule': ['config:TagResource'],
  'config:PutConfigurationRecorder': ['iam:PassRole', 'iam:CreateServiceLinkedRole'],
  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
  'dynamodb:GetItem': ['kms:Decrypt'],
  'dynamodb:PutItem': ['kms:Decrypt'],
  'dynamodb:CreateTable': ['dynamodb:TagResource', 'kms:CreateGrant', 'kms:DescribeKey', ...ENCRYPTED],
  'ec2:AllocateAddress': ['ec2:CreateTags'],
  'ec2:AuthorizeSecurityGroupEgress': ['ec2:CreateTags'],
  'ec2:AuthorizeSecurityGroupIngress': ['ec2:CreateTags'],
  'ec2:CreateFlowLogs': ['ec2:CreateTags', 'iam:PassRole'],
  'ec2:CreateInternetGateway': ['ec2:CreateTags'],
  'ec2:CreateLaunchTemplate': ['ec2:CreateTags', 'ssm:GetParameters'],
  'ec2:CreateNatGateway': ['ec2:CreateTags'],
  'ec2:CreateNetworkAcl': ['ec2:CreateTags'],
  'ec2:CreateRouteTable': ['ec2:CreateTags'],
  'ec2:CreateSecurityGroup': ['ec2:CreateTags'],
  'ec2:CreateSubnet': ['ec2:CreateTags'],
  'ec2:CreateVpc': ['ec2:CreateTags'],
  'ec2:CreateVpcEndpoint': ['ec2:CreateTags', 'route53:AssociateVPCWithHostedZone'],
  'ec2:RunInstances': ['ec2:CreateTags', 'iam:PassRole', 'ssm:GetParameters'],
  // https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html
  'ecr:CreateRepository': ['ecr:TagResource', 'kms:CreateGrant', 'kms:DescribeKey'],
  'ecr:DeleteRepository': ['kms:RetireGrant'],
  'ecs:CreateCluster': ['ecs:TagResource', 'iam:CreateServiceLinkedRole'],
  'ecs:CreateService': ['ecs:TagResource'],
  'ecs:RegisterTaskDefinition': ['ecs:TagResource', 'iam:PassRole'],
  'elbv2:CreateListener': ['elasticloadbalancing:AddTags'],
  'elbv2:CreateLoadBalancer': ['elasticloadbalancing:AddTags', 'iam:CreateServiceLinkedRole'],
  'elbv2:CreateRule': ['elasticloadbalancing:AddTags'],
  'elbv2:CreateTargetGroup': ['elasticloadbalancing:AddTags'],
  'iam:AddRoleToInstanceProfile': ['iam:PassRole'],
  'iam:CreateInstanceProfile': ['iam:TagInstanceProfile'],
  'iam:CreateRole': ['iam:TagRole'],
  'kms:CreateKey': ['kms:TagResource'],
  // https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html, …/configuration-envvars-encryption.html
  'lambda:CreateFunction': [
    'lambda:TagResource',
    'iam:PassRole',
    'kms:CreateGrant',
    'ec2:DescribeSecurityGroups',
    'ec2:DescribeSubnets',
    'ec2:DescribeVpcs',
  ],
  'logs:CreateLogGroup': ['logs:TagResource'],
  'rds:CreateDBCluster': [
    'rds:AddTagsToResource',
    'secretsmanager:CreateSecret',
    'secretsmanager:TagResource',
    'kms:CreateGrant',
    'kms:DescribeKey',
    'iam:CreateServiceLinkedRole',
    ...ENCRYPTED,
  ],
  'rds:CreateDBClusterParameterGroup': ['rds:AddTagsToResource'],
  'rds:CreateDBInstance': [
    'rds:AddTagsToResource',
    'iam:PassRole',
    'kms:CreateGrant',
    'kms:DescribeKey',
    ...ENCRYPTED,
  ],
  'rds:CreateDBParameterGroup': ['rds:AddTagsToResource'],
  'rds:CreateDBSubnetGroup': ['rds:AddTagsToResource'],
  // https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
  'secretsmanager:CreateSecret': ['secretsmanager:TagResource', ...ENCRYPTED],
  'secretsmanager:GetSecretValue': ['kms:Decrypt'],
  'secretsmanager:PutSecretValue': ENCRYPTED,
  // https://docs.aws.amazon.com/cloud-map/latest/dg/cloud-map-api-permissions-ref.html
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
  's3:GetObject': ['kms:Decrypt'],
  's3:PutObject': ['kms:GenerateDataKey'],
  'servicediscovery:CreatePrivateDnsNamespace': [
    'route53:CreateHostedZone',
    'route53:GetHostedZone',
    'route53:ListHostedZonesByName',
    'ec2:DescribeVpcs',
  ],
  'servicediscovery:DeleteNamespace': ['route53:DeleteHostedZone'],
  'sns:CreateTopic': ['sns:TagResource'],
  'ssm:PutParameter': ['ssm:AddTagsToResource'],
  'wafv2:AssociateWebACL': ['elasticloadbalancing:SetWebAcl', 'apigateway:SetWebACL'],
  'wafv2:CreateIPSet': ['wafv2:TagResource'],
  'wafv2:CreateWebACL': ['wafv2:TagResource'],
  'wafv2:DisassociateWebACL': ['elasticloadbalancing:SetWebAcl', 'apigateway:SetWebACL'],
  // https://docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html
  'wafv2:PutLoggingConfiguration': [
    'iam:CreateServiceLinkedRole',
    'logs:CreateLogDelivery',
    'logs:DeleteLogDelivery',
    'logs:DescribeLogGroups',
    'logs:DescribeResourcePolicies',
    'logs:PutResourcePolicy',
  ],
  'xray:CreateGroup': ['xray:TagResource'],
  'xray:CreateSamplingRule': ['xray:TagResource'],
};

/** Every action that the tables name, for the test that each is one that IAM has. */
export const NAMED_ACTIONS = [
  ...new Set([...Object.values(RENAMED), ...Object.values(BESIDES)].flat()),
].sort();

/** Whose call AWS answers to anybody: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
const FREE = ['sts:GetCallerIdentity'];

/**
 * The IAM actions that a call takes.
 *
 * @param call service and operation as the SDKs name them, such as `elbv2:CreateRule`
 */
export function actionsOfCall(call: string): string[] {
  if (FREE.includes(call)) return [];
  const [service = '', operation = ''] = call.split(':');
  const own = service === 'apigateway' ? [`apigateway:${verbOf(operation)}`] : RENAMED[call];
  return [...(own ?? [`${PREFIXES[service] ?? service}:${operation}`]), ...(BESIDES[call] ?? [])];
}

/**
 * The verb of an operation of API Gateway, which is what IAM calls it by.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/api/API_Operations.html
 */
function verbOf(operation: string): string {
  if (/^(Put|Tag)/.test(operation)) return 'PUT';
  if (/^(Delete|Untag)/.test(operation)) return 'DELETE';
  if (operation.startsWith('Update')) return 'PATCH';
  return operation.startsWith('Create') ? 'POST' : 'GET';
}
