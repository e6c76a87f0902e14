import { NAME_PREFIX } from './name-prefix';

/** Form of the names of one kind of resource: the limits that AWS sets, and our own pattern. */
interface NameForm {
  readonly maxLength: number;
  /** Start of the name, before the environment. */
  readonly prefix: string;
  readonly separator: '-' | '/';
  /** Pattern of the name after the prefix; `allowed` describes it in words. */
  readonly pattern: RegExp;
  readonly allowed: string;
  /** The AWS page that states length and characters. */
  readonly source: string;
}

/** Narrower than each service allows, so that one rule fits all of them. */
const HYPHENATED = {
  prefix: `${NAME_PREFIX}-`,
  separator: '-',
  pattern: /^[a-z0-9]+(?:-[a-z0-9]+)*$/,
  allowed: 'lower-case letters and digits with single hyphens between them',
} as const;

/** Form for services that read the name as a path and let a policy name its beginning. */
const PATH = {
  prefix: `/${NAME_PREFIX}/`,
  separator: '/',
  pattern: /^[a-z0-9]+(?:[-./][a-z0-9]+)*$/,
  allowed: 'lower-case letters and digits with a single hyphen, dot or slash between them',
} as const;

function named(
  maxLength: number,
  page: string,
  form: Omit<NameForm, 'maxLength' | 'source'> = HYPHENATED,
): NameForm {
  return { ...form, maxLength, source: `https://docs.aws.amazon.com/${page}` };
}

export const nameKinds = {
  'access-analyzer': named(255, 'access-analyzer/latest/APIReference/API_CreateAnalyzer.html'),
  alarm: named(255, 'AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html'),
  'backup-plan': named(50, 'aws-backup/latest/devguide/API_BackupPlanInput.html'),
  'backup-vault': named(50, 'aws-backup/latest/devguide/API_CreateBackupVault.html'),
  budget: named(100, 'aws-cost-management/latest/APIReference/API_budgets_Budget.html'),
  'config-delivery-channel': named(256, 'config/latest/APIReference/API_DeliveryChannel.html'),
  'config-recorder': named(256, 'config/latest/APIReference/API_ConfigurationRecorder.html'),
  'config-rule': named(128, 'config/latest/APIReference/API_ConfigRule.html'),
  dashboard: named(255, 'AmazonCloudWatch/latest/APIReference/API_PutDashboard.html'),
  'db-parameter-group': named(255, 'AmazonRDS/latest/APIReference/API_CreateDBParameterGroup.html'),
  'db-subnet-group': named(255, 'AmazonRDS/latest/APIReference/API_CreateDBSubnetGroup.html'),
  'dynamodb-table': named(255, 'amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html'),
  'ecr-repository': named(256, 'AmazonECR/latest/APIReference/API_CreateRepository.html'),
  'ecs-cluster': named(255, 'AmazonECS/latest/APIReference/API_CreateCluster.html'),
  'ecs-service': named(255, 'AmazonECS/latest/APIReference/API_CreateService.html'),
  'ecs-task-family': named(255, 'AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html'),
  'event-rule': named(64, 'eventbridge/latest/APIReference/API_PutRule.html'),
  'iam-policy': named(128, 'IAM/latest/APIReference/API_CreatePolicy.html'),
  'iam-role': named(64, 'IAM/latest/APIReference/API_CreateRole.html'),
  'inference-profile': named(64, 'bedrock/latest/APIReference/API_CreateInferenceProfile.html'),
  'instance-profile': named(128, 'IAM/latest/APIReference/API_CreateInstanceProfile.html'),
  'ip-set': named(128, 'waf/latest/APIReference/API_CreateIPSet.html'),
  'kms-alias': named(256, 'kms/latest/APIReference/API_CreateAlias.html', {
    ...HYPHENATED,
    prefix: `alias/${NAME_PREFIX}-`,
  }),
  'lambda-function': named(64, 'lambda/latest/api/API_CreateFunction.html'),
  'launch-template': named(128, 'AWSEC2/latest/APIReference/API_CreateLaunchTemplate.html'),
  'load-balancer': named(32, 'elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html'),
  'log-group': named(512, 'AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html', PATH),
  'log-resource-policy': named(255, 'AmazonCloudWatchLogs/latest/APIReference/API_PutResourcePolicy.html'),
  'metric-filter': named(512, 'AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html'),
  'name-tag': named(256, 'AWSEC2/latest/UserGuide/Using_Tags.html'),
  // The console reads slashes as folders.
  'query-definition': named(255, 'AmazonCloudWatchLogs/latest/APIReference/API_PutQueryDefinition.html', {
    ...PATH,
    prefix: `${NAME_PREFIX}/`,
  }),
  'rds-cluster': named(63, 'AmazonRDS/latest/APIReference/API_CreateDBCluster.html'),
  'rds-instance': named(63, 'AmazonRDS/latest/APIReference/API_CreateDBInstance.html'),
  'rest-api': named(128, 'apigateway/latest/api/API_CreateRestApi.html'),
  's3-bucket': named(63, 'AmazonS3/latest/userguide/bucketnamingrules.html'),
  secret: named(512, 'secretsmanager/latest/apireference/API_CreateSecret.html', {
    ...PATH,
    // AWS appends a hyphen and six characters of its own: a name that ends so is found by the wrong partial ARN.
    pattern: /^(?!.*-.{6}$)[a-z0-9]+(?:[-./][a-z0-9]+)*$/,
    allowed: `${PATH.allowed}, not ending in a hyphen and six characters`,
  }),
  'security-group': named(255, 'AWSEC2/latest/APIReference/API_CreateSecurityGroup.html'),
  'sns-topic': named(256, 'sns/latest/api/API_CreateTopic.html'),
  'ssm-parameter': named(1011, 'systems-manager/latest/APIReference/API_PutParameter.html', PATH),
  'waf-log-group': named(512, 'waf/latest/developerguide/logging-cw-logs.html', {
    ...HYPHENATED,
    prefix: `aws-waf-logs-${NAME_PREFIX}-`,
  }),
  'web-acl': named(128, 'waf/latest/APIReference/API_CreateWebACL.html'),
  'xray-group': named(32, 'xray/latest/api/API_CreateGroup.html'),
  'xray-sampling-rule': named(32, 'xray/latest/api/API_SamplingRule.html'),
} as const satisfies Record<string, NameForm>;

/** The kinds of AWS things that carry a physical name. A new kind is one row above. */
export type NameKind = keyof typeof nameKinds;
