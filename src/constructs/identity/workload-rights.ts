import { Statement } from '../../core/policy-document';
import { RECORDED_READS } from './recorded-reads';
import { Reach } from './reach';

/** Optional parts of an environment that need further rights. */
export interface WorkloadSwitches {
  /** The environment makes the role with which API Gateway logs for every API of the account. */
  readonly apiGatewayAccount: boolean;
  /** AWS Config records the account. */
  readonly configRecorder: boolean;
  /** AWS Backup keeps snapshots of the database. */
  readonly backups: boolean;
}

/**
 * Every right that the roles of an environment's stacks use, on the environment's own resources. A test compares it
 * with those roles: AWS would silently deny a right that only a role has, and a right that no role has does not belong
 * here.
 */
export const workloadRights = (reach: Reach, switches: WorkloadSwitches): Statement[] => [
  ...functions(reach),
  ...containers(reach),
  ...logs(reach),
  ...operations(reach),
  ...(switches.apiGatewayAccount ? apiGatewayLogs : []),
  ...(switches.configRecorder ? recording(reach) : []),
  ...(switches.backups ? backups(reach) : []),
];

const keys = (reach: Reach): string[] => reach.arns('kms:<region>:<account>:key/*');

const functions = (reach: Reach): Statement[] => [
  {
    sid: 'InterfacesOfFunctions',
    actions: [
      'ec2:AssignPrivateIpAddresses',
      'ec2:CreateNetworkInterface',
      'ec2:DeleteNetworkInterface',
      'ec2:DescribeNetworkInterfaces',
      'ec2:DescribeSubnets',
      'ec2:UnassignPrivateIpAddresses',
    ],
    resources: ['*'],
  },
  {
    sid: 'ModelProfiles',
    actions: ['bedrock:InvokeModel'],
    resources: reach.arns('bedrock:<region>:<account>:application-inference-profile/*'),
  },
  {
    // In whatever region a profile leads to.
    sid: 'ModelsThroughProfiles',
    actions: ['bedrock:InvokeModel'],
    resources: ['arn:aws:bedrock:*::foundation-model/*'],
    conditions: {
      ArnLike: {
        'bedrock:InferenceProfileArn': reach.arns(
          'bedrock:<region>:<account>:application-inference-profile/*',
        ),
      },
    },
  },
  {
    sid: 'Sessions',
    actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
    resources: reach.arns('dynamodb:<region>:<account>:table/petclinic-<env>-*'),
  },
  {
    sid: 'Secrets',
    actions: ['secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue'],
    resources: reach.arns('secretsmanager:<region>:<account>:secret:/petclinic/<env>/*'),
  },
  {
    // RDS draws the name, so it says nothing of the environment: the key does, which the next statement asks for.
    sid: 'AdministratorLogin',
    actions: ['secretsmanager:GetSecretValue'],
    resources: reach.arns('secretsmanager:<region>:<account>:secret:rds!cluster-*'),
  },
  {
    sid: 'Keys',
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    resources: keys(reach),
    conditions: reach.tagged,
  },
];

const containers = (reach: Reach): Statement[] => [
  {
    sid: 'Images',
    actions: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
    resources: reach.arns('ecr:<region>:<account>:repository/petclinic-<env>-*'),
  },
  {
    sid: 'Parameters',
    actions: ['ssm:GetParameters'],
    resources: reach.arns('ssm:<region>:<account>:parameter/petclinic/<env>/*'),
  },
  {
    // None of these knows a resource.
    sid: 'RegistryTracesAndSessions',
    actions: [
      'ecr:GetAuthorizationToken',
      'logs:DescribeLogGroups',
      'ssmmessages:CreateControlChannel',
      'ssmmessages:CreateDataChannel',
      'ssmmessages:OpenControlChannel',
      'ssmmessages:OpenDataChannel',
      'xray:PutTelemetryRecords',
      'xray:PutTraceSegments',
    ],
    resources: ['*'],
  },
];

const logs = (reach: Reach): Statement[] => [
  {
    sid: 'Logs',
    actions: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
    resources: reach.arns('logs:<region>:<account>:log-group:/petclinic/<env>/*'),
  },
  {
    // The one group that RDS writes the figures of all databases of an account to.
    sid: 'DatabaseMonitoring',
    actions: [
      'logs:CreateLogGroup',
      'logs:CreateLogStream',
      'logs:DescribeLogStreams',
      'logs:GetLogEvents',
      'logs:PutLogEvents',
      'logs:PutRetentionPolicy',
    ],
    resources: reach.arns(
      'logs:<region>:<account>:log-group:RDSOSMetrics',
      'logs:<region>:<account>:log-group:RDSOSMetrics:*',
    ),
  },
];

const operations = (reach: Reach): Statement[] => [
  {
    sid: 'OpsHost',
    actions: ['ssm:UpdateInstanceInformation'],
    resources: reach.arns('ec2:<region>:<account>:instance/*'),
  },
];

const apiGatewayLogs: readonly Statement[] = [
  {
    // What AmazonAPIGatewayPushToCloudWatchLogs has. API Gateway tries its role, and refuses one that may do less.
    sid: 'LogsOfEveryApi',
    actions: [
      'logs:CreateLogGroup',
      'logs:CreateLogStream',
      'logs:DescribeLogGroups',
      'logs:DescribeLogStreams',
      'logs:FilterLogEvents',
      'logs:GetLogEvents',
      'logs:PutLogEvents',
    ],
    resources: ['*'],
  },
];

const recording = (reach: Reach): Statement[] => [
  { sid: 'RecordedSettings', actions: RECORDED_READS, resources: ['*'] },
  {
    sid: 'RecordingDelivery',
    actions: ['s3:PutObject', 's3:PutObjectAcl'],
    resources: reach.arns('s3:::petclinic-<env>-*/*'),
  },
];

const backups = (reach: Reach): Statement[] => [
  {
    sid: 'Snapshots',
    actions: [
      'rds:AddTagsToResource',
      'rds:CreateDBClusterSnapshot',
      'rds:DescribeDBClusterSnapshots',
      'rds:DescribeDBClusters',
      'rds:ListTagsForResource',
    ],
    resources: reach.arns(
      'rds:<region>:<account>:cluster:petclinic-<env>',
      'rds:<region>:<account>:cluster-snapshot:awsbackup:*',
    ),
  },
  {
    sid: 'OldSnapshots',
    actions: ['rds:DeleteDBClusterSnapshot'],
    resources: reach.arns('rds:<region>:<account>:cluster-snapshot:awsbackup:*'),
  },
  {
    sid: 'VaultOfSnapshots',
    actions: ['backup:DescribeBackupVault'],
    resources: reach.arns('backup:<region>:<account>:backup-vault:petclinic-<env>-*'),
  },
  { sid: 'FindWhatToBackUp', actions: ['tag:GetResources'], resources: ['*'] },
  {
    sid: 'KeyOfSnapshots',
    actions: ['kms:CreateGrant', 'kms:DescribeKey'],
    resources: keys(reach),
    conditions: reach.tagged,
  },
];
