/**
 * Actions on `*` that AWS lets be named, though for something else than what needs them here.
 *
 * Lambda tests the network interface actions so before it makes a function in a VPC. DescribeAlarms leaves composite alarms
 * out where it is allowed on less, and PutCompositeAlarm makes none.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
 */
export const CHECKED_ON_EVERYTHING = [
  'cloudwatch:DescribeAlarms',
  'cloudwatch:PutCompositeAlarm',
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:UnassignPrivateIpAddresses',
];

/**
 * Actions that know no resource: AWS checks them against `*` and nothing else. A test holds the list against AWS's tables.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export const KNOWING_NO_RESOURCE = [
  'acm:RequestCertificate',
  'application-autoscaling:DescribeScalableTargets',
  'application-autoscaling:DescribeScalingPolicies',
  'backup-storage:MountCapsule',
  'cloudwatch:PutMetricData',
  'config:DeleteDeliveryChannel',
  'config:DescribeConfigRules',
  'config:DescribeDeliveryChannels',
  'config:PutConfigurationRecorder',
  'config:PutDeliveryChannel',
  'ec2:DescribeAddresses',
  'ec2:DescribeAddressesAttribute',
  'ec2:DescribeFlowLogs',
  'ec2:DescribeInstanceCreditSpecifications',
  'ec2:DescribeInstanceTypes',
  'ec2:DescribeInstances',
  'ec2:DescribeInternetGateways',
  'ec2:DescribeLaunchTemplateVersions',
  'ec2:DescribeLaunchTemplates',
  'ec2:DescribeNatGateways',
  'ec2:DescribeNetworkAcls',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribePrefixLists',
  'ec2:DescribeRouteTables',
  'ec2:DescribeSecurityGroupRules',
  'ec2:DescribeSecurityGroups',
  'ec2:DescribeSubnets',
  'ec2:DescribeTags',
  'ec2:DescribeVolumes',
  'ec2:DescribeVpcEndpoints',
  'ec2:DescribeVpcs',
  'ecr:GetAuthorizationToken',
  'ecs:DescribeTaskDefinition',
  'elasticloadbalancing:DescribeCapacityReservation',
  'elasticloadbalancing:DescribeListenerAttributes',
  'elasticloadbalancing:DescribeListeners',
  'elasticloadbalancing:DescribeLoadBalancerAttributes',
  'elasticloadbalancing:DescribeLoadBalancers',
  'elasticloadbalancing:DescribeRules',
  'elasticloadbalancing:DescribeTags',
  'elasticloadbalancing:DescribeTargetGroupAttributes',
  'elasticloadbalancing:DescribeTargetGroups',
  'elasticloadbalancing:SetWebAcl',
  'kms:CreateKey',
  'kms:ListAliases',
  'logs:CreateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:DeleteQueryDefinition',
  'logs:DeleteResourcePolicy',
  'logs:DescribeLogGroups',
  'logs:DescribeQueryDefinitions',
  'logs:DescribeResourcePolicies',
  'logs:GetLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutQueryDefinition',
  'logs:PutResourcePolicy',
  'logs:UpdateLogDelivery',
  'route53:CreateHostedZone',
  'route53:ListHostedZonesByName',
  'secretsmanager:GetRandomPassword',
  'servicediscovery:CreatePrivateDnsNamespace',
  'servicediscovery:GetOperation',
  'servicediscovery:ListInstances',
  'servicediscovery:ListTagsForResource',
  'sns:GetSubscriptionAttributes',
  'sns:SetSubscriptionAttributes',
  'sns:Unsubscribe',
  'ssm:DescribeParameters',
  'ssmmessages:CreateControlChannel',
  'ssmmessages:CreateDataChannel',
  'ssmmessages:OpenControlChannel',
  'ssmmessages:OpenDataChannel',
  'sts:GetCallerIdentity',
  'tag:GetResources',
  'xray:GetSamplingRules',
  'xray:GetSamplingStatisticSummaries',
  'xray:GetSamplingTargets',
  'xray:PutTelemetryRecords',
  'xray:PutTraceSegments',
];

export const WITHOUT_RESOURCE: ReadonlySet<string> = new Set([
  ...CHECKED_ON_EVERYTHING,
  ...KNOWING_NO_RESOURCE,
]);
