/**
 * What policies that AWS keeps allow, on `*`, by their ARN.
 *
 * Of `AWS_ConfigRole`, which has more than two thousand actions: one for each service of which the stacks have types that
 * AWS Config records.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonAPIGatewayPushToCloudWatchLogs.html
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWS_ConfigRole.html
 */
export const POLICIES_OF_AWS: Readonly<Record<string, readonly string[]>> = {
  'arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs': [
    'logs:CreateLogGroup',
    'logs:CreateLogStream',
    'logs:DescribeLogGroups',
    'logs:DescribeLogStreams',
    'logs:FilterLogEvents',
    'logs:GetLogEvents',
    'logs:PutLogEvents',
  ],
  'arn:aws:iam::aws:policy/service-role/AWS_ConfigRole': [
    'access-analyzer:GetAnalyzer',
    'acm:DescribeCertificate',
    'apigateway:GET',
    'backup:GetBackupPlan',
    'backup:ListBackupVaults',
    'cloudwatch:DescribeAlarms',
    'config:PutConfigurationRecorder',
    'dynamodb:DescribeTable',
    'ec2:DescribeVpcs',
    'ecr:DescribeRepositories',
    'ecr:GetLifecyclePolicy',
    'ecs:DescribeServices',
    'ecs:DescribeTaskDefinition',
    'elasticloadbalancing:DescribeListeners',
    'iam:GetOpenIDConnectProvider',
    'iam:GetRolePolicy',
    'iam:ListPolicies',
    'kms:DescribeKey',
    'kms:GetKeyPolicy',
    'lambda:GetFunction',
    'lambda:GetPolicy',
    'rds:DescribeDBClusters',
    'rds:ListTagsForResource',
    's3:GetBucketPolicy',
    's3:GetEncryptionConfiguration',
    's3:GetLifecycleConfiguration',
    's3:ListAllMyBuckets',
    'secretsmanager:DescribeSecret',
    'servicediscovery:GetService',
    'sns:GetTopicAttributes',
    'tag:GetResources',
    'wafv2:GetLoggingConfiguration',
  ],
};
