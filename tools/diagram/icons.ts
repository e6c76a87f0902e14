import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const FOLDER = join(dirname(require.resolve('aws-icons/package.json')), 'icons');

interface Drawn {
  readonly icon: string;
  /** Text below the icon. */
  readonly label: string;
  /** Plural label of one icon for all resources of this type in a stack. @default each has its own icon */
  readonly together?: string;
}

/** Resource types that are drawn. */
export const drawn: Readonly<Record<string, Drawn>> = {
  aws_api_gateway_rest_api: { icon: 'architecture-service/AmazonAPIGateway', label: 'gateway' },
  aws_backup_vault: { icon: 'resource/AWSBackupBackupVault', label: 'backup vault' },
  aws_budgets_budget: { icon: 'architecture-service/AWSBudgets', label: 'monthly budget' },
  aws_cloudwatch_dashboard: { icon: 'architecture-service/AmazonCloudWatch', label: 'dashboard' },
  aws_cloudwatch_metric_alarm: {
    icon: 'resource/AmazonCloudWatchAlarm',
    label: 'alarm',
    together: 'alarms',
  },
  aws_config_configuration_recorder: {
    icon: 'architecture-service/AWSConfig',
    label: 'configuration history',
  },
  aws_dynamodb_table: { icon: 'architecture-service/AmazonDynamoDB', label: 'table' },
  aws_ecr_repository: {
    icon: 'architecture-service/AmazonElasticContainerRegistry',
    label: 'image repository',
    together: 'image repositories',
  },
  aws_ecs_cluster: { icon: 'architecture-service/AmazonElasticContainerService', label: 'ECS cluster' },
  aws_ecs_service: { icon: 'architecture-service/AWSFargate', label: 'Fargate service' },
  aws_flow_log: { icon: 'resource/AmazonVPCFlowLogs', label: 'flow logs' },
  aws_iam_openid_connect_provider: {
    icon: 'architecture-service/AWSIdentityandAccessManagement',
    label: 'GitHub identity',
  },
  aws_instance: { icon: 'resource/AmazonEC2Instance', label: 'ops host' },
  aws_internet_gateway: { icon: 'resource/AmazonVPCInternetGateway', label: 'internet gateway' },
  aws_cloudwatch_log_group: {
    icon: 'resource/AmazonCloudWatchLogs',
    label: 'log group',
    together: 'log groups',
  },
  aws_kms_key: { icon: 'architecture-service/AWSKeyManagementService', label: 'key' },
  aws_lambda_function: { icon: 'resource/AWSLambdaLambdaFunction', label: 'function' },
  aws_lb: { icon: 'resource/ElasticLoadBalancingApplicationLoadBalancer', label: 'load balancer' },
  aws_nat_gateway: { icon: 'resource/AmazonVPCNATGateway', label: 'NAT gateway' },
  aws_rds_cluster: { icon: 'architecture-service/AmazonAurora', label: 'MySQL' },
  aws_s3_bucket: { icon: 'resource/AmazonSimpleStorageServiceBucket', label: 'bucket' },
  aws_secretsmanager_secret: {
    icon: 'architecture-service/AWSSecretsManager',
    label: 'secret',
    together: 'secrets',
  },
  aws_service_discovery_private_dns_namespace: { icon: 'resource/AWSCloudMapNamespace', label: 'namespace' },
  aws_xray_group: { icon: 'architecture-service/AWSXRay', label: 'X-Ray group' },
  aws_wafv2_web_acl: { icon: 'architecture-service/AWSWAF', label: 'firewall' },
  aws_sns_topic: { icon: 'architecture-service/AmazonSimpleNotificationService', label: 'topic' },
};

/** Icons of what is not one resource: a group of endpoints, the world outside. */
export const otherIcons = { endpoints: 'resource/AmazonVPCEndpoints', internet: 'resource/Internet' };

export const ICON_SIZE = 44;

/** File name of an icon, as the layout knows it. */
export const iconFile = (icon: string): string => `${icon}.svg`;

/** Path and size of every icon, in the form that the layout takes. */
export const iconImages = [...Object.values(drawn).map(({ icon }) => icon), ...Object.values(otherIcons)].map(
  (icon) => ({
    path: iconFile(icon),
    width: `${ICON_SIZE}px`,
    height: `${ICON_SIZE}px`,
  }),
);

/** Replaces the icons' file names in an SVG by the icons themselves, so that the picture is one file. */
export function embedIcons(svg: string): string {
  return iconImages.reduce((result, { path }) => {
    const data = readFileSync(join(FOLDER, path)).toString('base64');
    return result.replaceAll(`"${path}"`, `"data:image/svg+xml;base64,${data}"`);
  }, svg);
}
