/** Values of attributes that AWS takes, from its pages: neither Terraform nor its provider checks them before an apply. */

/** Tells whether a value is allowed. */
type Fits = (value: unknown) => boolean;

/** Attribute of resource types, what AWS takes there, in code and in words, and AWS's page below https://docs.aws.amazon.com/. */
export type Limit = readonly [types: RegExp, path: string, fits: Fits, allowed: string, page: string];

type Allowed = readonly [fits: Fits, allowed: string];

const range = (low: number, high: number): Allowed => [
  (value) => Number(value) >= low && Number(value) <= high,
  `${low} to ${high}`,
];
const oneOf = (...values: readonly (string | number)[]): Allowed => [
  (value) => values.map(String).includes(String(value)),
  values.join(', '),
];
const like = (pattern: RegExp, allowed: string): Allowed => [(value) => pattern.test(String(value)), allowed];
const either = ([one, words]: Allowed, [other, others]: Allowed): Allowed => [
  (value) => one(value) || other(value),
  `${words} or ${others}`,
];
const block = (largest: number, smallest: number): Allowed => [
  (value) => range(largest, smallest)[0](String(value).split('/')[1]),
  `a block of /${largest} to /${smallest}`,
];

const ec2Text = like(
  /^[\w .:/()#,@[\]+=&;{}!$*-]{1,255}$/,
  'letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*',
);
const iamText = like(/^[\t\n\r -~¡-ÿ]{0,1000}$/u, '1000 characters of Latin-1');
const wafText = like(
  /^[\w+=:#@/,.-][\w+=:#@/,.\s-]*[\w+=:#@/,.-]$/,
  'letters, digits, inner spaces and _+=:#@/-,.',
);
const schedule = like(
  /^(rate\([1-9]\d* (minute|hour|day)s?\)|cron\((\S+ ){5}\S+\))$/,
  'rate(…) or cron(…) of six fields',
);
const days = '1 3 5 7 14 30 60 90 120 150 180 365 400 545 731 1096 1827 2192 2557 2922 3288 3653';
const insights = Array.from({ length: 23 }, (_, month) => 31 * (month + 1));
const period: Allowed = [
  (value) => [10, 20, 30].includes(Number(value)) || (Number(value) > 0 && Number(value) % 60 === 0),
  '10, 20, 30 or a multiple of 60',
];
const acu: Allowed = [
  (value) => range(0, 256)[0](value) && Number.isInteger(Number(value) * 2),
  '0 to 256 in steps of 0.5',
];

/** Tells whether the quotes and brackets of a filter pattern close. */
const closes: Fits = (pattern) => {
  let rest = String(pattern).replace(/"(\\.|[^"\\])*"|%[^%]*%/g, '');
  const pairs = /\([^()[\]{}"%]*\)|\[[^()[\]{}"%]*\]|\{[^()[\]{}"%]*\}/g;
  for (let before = ''; before !== rest;) [before, rest] = [rest, rest.replace(pairs, '')];
  return !/["%()[\]{}]/.test(rest);
};

const EC2 = 'AWSEC2/latest/APIReference/API_';
const ELB = 'elasticloadbalancing/latest/APIReference/API_';
const RDS = 'AmazonRDS/latest/APIReference/API_';
const LOGS = 'AmazonCloudWatchLogs/latest/APIReference/API_';
const ALARM = 'AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html';

// prettier-ignore
export const limits: readonly Limit[] = [
  [/^aws_security_group$/, 'description', ...ec2Text, `${EC2}CreateSecurityGroup.html`],
  // Those of an organization take its delegated administrator, and those of unused access find nothing open.
  [/^aws_accessanalyzer_analyzer$/, 'type', ...oneOf('ACCOUNT'), 'access-analyzer/latest/APIReference/API_CreateAnalyzer.html'],
  [/^aws_security_group$/, 'name', ...ec2Text, `${EC2}CreateSecurityGroup.html`],
  [/^aws_vpc_security_group_(in|e)gress_rule$/, 'description', ...ec2Text, `${EC2}IpRange.html`],
  [/^aws_vpc_security_group_(in|e)gress_rule$/, 'from_port', ...range(-1, 65535), `${EC2}IpPermission.html`],
  [/^aws_vpc_security_group_(in|e)gress_rule$/, 'to_port', ...range(-1, 65535), `${EC2}IpPermission.html`],
  [/^aws_(vpc|subnet)$/, 'cidr_block', ...block(16, 28), `${EC2}CreateSubnet.html`],
  [/^aws_network_acl_rule$/, 'rule_number', ...range(1, 32766), `${EC2}CreateNetworkAclEntry.html`],
  [/^aws_network_acl_rule$/, 'from_port', ...range(0, 65535), `${EC2}PortRange.html`],
  [/^aws_network_acl_rule$/, 'to_port', ...range(0, 65535), `${EC2}PortRange.html`],
  [/^aws_flow_log$/, 'max_aggregation_interval', ...oneOf(60, 600), `${EC2}CreateFlowLogs.html`],
  [/^aws_lb$/, 'idle_timeout', ...range(1, 4000), `${ELB}LoadBalancerAttribute.html`],
  [/^aws_lb$/, 'client_keep_alive', ...range(60, 604800), `${ELB}LoadBalancerAttribute.html`],
  [/^aws_lb_listener$/, 'port', ...range(1, 65535), `${ELB}CreateListener.html`],
  [/^aws_lb_listener_rule$/, 'priority', ...range(1, 50000), `${ELB}CreateRule.html`],
  [/^aws_lb_target_group$/, 'port', ...range(1, 65535), `${ELB}CreateTargetGroup.html`],
  [/^aws_lb_target_group$/, 'deregistration_delay', ...range(0, 3600), `${ELB}TargetGroupAttribute.html`],
  [/^aws_lb_target_group$/, 'slow_start', ...either(oneOf(0), range(30, 900)), `${ELB}TargetGroupAttribute.html`],
  [/^aws_lb_target_group$/, 'health_check.interval', ...range(5, 300), `${ELB}CreateTargetGroup.html`],
  [/^aws_lb_target_group$/, 'health_check.timeout', ...range(2, 120), `${ELB}CreateTargetGroup.html`],
  [/^aws_lb_target_group$/, 'health_check.healthy_threshold', ...range(2, 10), `${ELB}CreateTargetGroup.html`],
  [/^aws_lb_target_group$/, 'health_check.unhealthy_threshold', ...range(2, 10), `${ELB}CreateTargetGroup.html`],
  [/^aws_lb_target_group$/, 'health_check.matcher', ...like(/^[2-4]\d\d([-,][2-4]\d\d)*$/, 'codes from 200 to 499'), `${ELB}Matcher.html`],
  [/^aws_iam_(role|policy)$/, 'description', ...iamText, 'IAM/latest/APIReference/API_CreateRole.html'],
  [/^aws_iam_role$/, 'name', ...like(/^[\w+=,.@-]{1,64}$/, '64 letters, digits and _+=,.@-'), 'IAM/latest/APIReference/API_CreateRole.html'],
  [/^aws_iam_role$/, 'max_session_duration', ...range(3600, 43200), 'IAM/latest/APIReference/API_CreateRole.html'],
  [/^aws_kms_key$/, 'deletion_window_in_days', ...range(7, 30), 'kms/latest/APIReference/API_ScheduleKeyDeletion.html'],
  [/^aws_kms_key$/, 'rotation_period_in_days', ...range(90, 2560), 'kms/latest/APIReference/API_EnableKeyRotation.html'],
  [/^aws_secretsmanager_secret$/, 'recovery_window_in_days', ...either(oneOf(0), range(7, 30)), 'secretsmanager/latest/apireference/API_DeleteSecret.html'],
  [/^aws_secretsmanager_secret$/, 'name', ...like(/^[\w/+=.@-]{1,512}$/, 'letters, digits and /_+=.@-'), 'secretsmanager/latest/apireference/API_CreateSecret.html'],
  [/^aws_wafv2_/, 'description', ...wafText, 'waf/latest/APIReference/API_CreateWebACL.html'],
  [/^aws_wafv2_/, 'name', ...like(/^[\w-]{1,128}$/, 'letters, digits, _ and -'), 'waf/latest/APIReference/API_CreateWebACL.html'],
  [/^aws_wafv2_web_acl$/, 'rule.statement.rate_based_statement.limit', ...range(10, 2_000_000_000), 'waf/latest/APIReference/API_RateBasedStatement.html'],
  [/^aws_wafv2_web_acl$/, 'rule.statement.rate_based_statement.evaluation_window_sec', ...oneOf(60, 120, 300, 600), 'waf/latest/APIReference/API_RateBasedStatement.html'],
  [/^aws_cloudwatch_log_group$/, 'name', ...like(/^[\w./#-]{1,512}$/, 'letters, digits and ._/#-'), `${LOGS}CreateLogGroup.html`],
  [/^aws_cloudwatch_log_group$/, 'retention_in_days', ...oneOf(0, ...days.split(' ')), `${LOGS}PutRetentionPolicy.html`],
  [/^aws_cloudwatch_log_metric_filter$/, 'pattern', closes, 'a pattern whose quotes and brackets close', 'AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html'],
  [/^aws_cloudwatch_metric_alarm$/, 'alarm_description', ...like(/^[^]{0,1024}$/, '1024 characters'), ALARM],
  [/^aws_cloudwatch_metric_alarm$/, 'period', ...period, ALARM],
  [/^aws_cloudwatch_metric_alarm$/, 'metric_query.metric.period', ...period, ALARM],
  [/^aws_cloudwatch_metric_alarm$/, 'evaluation_periods', ...range(1, 1440), ALARM],
  [/^aws_cloudwatch_dashboard$/, 'dashboard_name', ...like(/^[\w-]{1,255}$/, 'letters, digits, _ and -'), 'AmazonCloudWatch/latest/APIReference/API_PutDashboard.html'],
  [/^aws_cloudwatch_event_rule$/, 'schedule_expression', ...schedule, 'eventbridge/latest/APIReference/API_PutRule.html'],
  [/^aws_cloudwatch_event_rule$/, 'description', ...like(/^[^]{0,512}$/, '512 characters'), 'eventbridge/latest/APIReference/API_PutRule.html'],
  [/^aws_cloudwatch_event_target$/, 'retry_policy.maximum_event_age_in_seconds', ...range(60, 86400), 'eventbridge/latest/APIReference/API_RetryPolicy.html'],
  [/^aws_cloudwatch_event_target$/, 'retry_policy.maximum_retry_attempts', ...range(0, 185), 'eventbridge/latest/APIReference/API_RetryPolicy.html'],
  [/^aws_lambda_function$/, 'function_name', ...like(/^[\w-]{1,64}$/, '64 letters, digits, _ and -'), 'lambda/latest/api/API_CreateFunction.html'],
  [/^aws_lambda_function$/, 'description', ...like(/^[^]{0,256}$/, '256 characters'), 'lambda/latest/api/API_CreateFunction.html'],
  [/^aws_lambda_function$/, 'timeout', ...range(1, 900), 'lambda/latest/api/API_CreateFunction.html'],
  [/^aws_lambda_function$/, 'memory_size', ...range(128, 10240), 'lambda/latest/api/API_CreateFunction.html'],
  [/^aws_lambda_function$/, 'ephemeral_storage.size', ...range(512, 10240), 'lambda/latest/api/API_EphemeralStorage.html'],
  [/^aws_lambda_function_event_invoke_config$/, 'maximum_retry_attempts', ...range(0, 2), 'lambda/latest/api/API_PutFunctionEventInvokeConfig.html'],
  [/^aws_lambda_function_event_invoke_config$/, 'maximum_event_age_in_seconds', ...range(60, 21600), 'lambda/latest/api/API_PutFunctionEventInvokeConfig.html'],
  [/^aws_ecs_(service|cluster)$/, 'name', ...like(/^[\w-]{1,255}$/, 'letters, digits, _ and -'), 'AmazonECS/latest/APIReference/API_CreateService.html'],
  [/^aws_ecs_task_definition$/, 'ephemeral_storage.size_in_gib', ...range(21, 200), 'AmazonECS/latest/APIReference/API_EphemeralStorage.html'],
  [/^aws_ecs_task_definition$/, 'container_definitions.healthCheck.interval', ...range(5, 300), 'AmazonECS/latest/APIReference/API_HealthCheck.html'],
  [/^aws_ecs_task_definition$/, 'container_definitions.healthCheck.timeout', ...range(2, 120), 'AmazonECS/latest/APIReference/API_HealthCheck.html'],
  [/^aws_ecs_task_definition$/, 'container_definitions.healthCheck.retries', ...range(1, 10), 'AmazonECS/latest/APIReference/API_HealthCheck.html'],
  [/^aws_ecs_task_definition$/, 'container_definitions.healthCheck.startPeriod', ...range(0, 300), 'AmazonECS/latest/APIReference/API_HealthCheck.html'],
  [/^aws_ecs_task_definition$/, 'container_definitions.stopTimeout', ...range(0, 120), 'AmazonECS/latest/APIReference/API_ContainerDefinition.html'],
  [/^aws_ecs_task_definition$/, 'container_definitions.portMappings.containerPort', ...range(1, 65535), 'AmazonECS/latest/APIReference/API_PortMapping.html'],
  [/^aws_rds_cluster(_instance)?$/, '(cluster_)?identifier', ...like(/^[a-zA-Z](-?[a-zA-Z0-9]){0,62}$/, '63 letters, digits and single hyphens'), `${RDS}CreateDBCluster.html`],
  [/^aws_rds_cluster$/, 'backup_retention_period', ...range(1, 35), `${RDS}CreateDBCluster.html`],
  [/^aws_rds_cluster$/, 'serverlessv2_scaling_configuration.min_capacity', ...acu, `${RDS}ServerlessV2ScalingConfiguration.html`],
  [/^aws_rds_cluster$/, 'serverlessv2_scaling_configuration.max_capacity', ...acu, `${RDS}ServerlessV2ScalingConfiguration.html`],
  [/^aws_rds_cluster_instance$/, 'monitoring_interval', ...oneOf(0, 1, 5, 10, 15, 30, 60), `${RDS}CreateDBInstance.html`],
  [/^aws_rds_cluster_instance$/, 'promotion_tier', ...range(0, 15), `${RDS}CreateDBInstance.html`],
  [/^aws_rds_cluster_instance$/, 'performance_insights_retention_period', ...oneOf(7, ...insights, 731), `${RDS}CreateDBInstance.html`],
  [/^aws_xray_sampling_rule$/, 'priority', ...range(1, 9999), 'xray/latest/api/API_SamplingRule.html'],
  [/^aws_xray_sampling_rule$/, 'fixed_rate', ...range(0, 1), 'xray/latest/api/API_SamplingRule.html'],
  [/^aws_xray_sampling_rule$/, 'rule_name', ...like(/^[^]{1,32}$/, '32 characters'), 'xray/latest/api/API_SamplingRule.html'],
  [/^aws_dynamodb_table$/, 'name', ...like(/^[\w.-]{3,255}$/, 'letters, digits and _.-'), 'amazondynamodb/latest/APIReference/API_CreateTable.html'],
  [/^aws_ecr_repository$/, 'name', ...like(/^(?=.{2,256}$)[a-z0-9]+([._/-]+[a-z0-9]+)*$/, 'lower-case letters, digits and inner ._/-'), 'AmazonECR/latest/APIReference/API_CreateRepository.html'],
  [/^aws_ssm_parameter$/, 'name', ...like(/^[\w./-]{1,2048}$/, 'letters, digits and ._/-'), 'systems-manager/latest/APIReference/API_PutParameter.html'],
  [/^aws_ssm_parameter$/, 'description', ...like(/^[^]{0,1024}$/, '1024 characters'), 'systems-manager/latest/APIReference/API_PutParameter.html'],
  [/^aws_backup_plan$/, 'rule.start_window', ...range(60, 1_000_000), 'aws-backup/latest/devguide/API_BackupRuleInput.html'],
  [/^aws_backup_plan$/, 'rule.schedule', ...schedule, 'aws-backup/latest/devguide/API_BackupRuleInput.html'],
  [/^aws_s3_bucket_lifecycle_configuration$/, 'rule.expiration.days', ...range(1, 2_147_483_647), 'AmazonS3/latest/API/API_LifecycleExpiration.html'],
  [/^aws_api_gateway_method_settings$/, 'settings.throttling_rate_limit', ...range(0, 10_000), 'apigateway/latest/developerguide/limits.html'],
  [/^aws_service_discovery_service$/, 'dns_config.dns_records.ttl', ...range(0, 2_147_483_647), 'cloud-map/latest/api/API_DnsRecord.html'],
  [/^aws_/, 'tags\\..*', ...like(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u, '256 letters, digits, spaces and _.:/=+-@'), 'tag-editor/latest/userguide/tagging.html'],
];

/** Attributes of which AWS takes the first only up to the second, or below it. */
// prettier-ignore
export const orders: readonly (readonly [type: string, low: string, high: string, isBelow: boolean])[] = [
  ['aws_lb_target_group', 'health_check.timeout', 'health_check.interval', true],
  ['aws_cloudwatch_metric_alarm', 'datapoints_to_alarm', 'evaluation_periods', false],
  ['aws_appautoscaling_target', 'min_capacity', 'max_capacity', false],
  ['aws_ecs_service', 'deployment_minimum_healthy_percent', 'deployment_maximum_percent', true],
  ['aws_rds_cluster', 'serverlessv2_scaling_configuration.min_capacity', 'serverlessv2_scaling_configuration.max_capacity', false],
  ['aws_vpc_security_group_ingress_rule', 'from_port', 'to_port', false],
  ['aws_vpc_security_group_egress_rule', 'from_port', 'to_port', false],
  ['aws_network_acl_rule', 'from_port', 'to_port', false],
];
