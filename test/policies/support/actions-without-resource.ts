/**
 * Actions on `*` that AWS lets be named, though for something else than what needs them here.
 *
 * Lambda tests the network interface actions so before it makes a function in a VPC.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
 */
export const CHECKED_ON_EVERYTHING = [
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
  'cloudwatch:PutMetricData',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ecr:GetAuthorizationToken',
  'logs:DescribeLogGroups',
  'secretsmanager:GetRandomPassword',
  'ssmmessages:CreateControlChannel',
  'ssmmessages:CreateDataChannel',
  'ssmmessages:OpenControlChannel',
  'ssmmessages:OpenDataChannel',
  'sts:GetCallerIdentity',
  'tag:GetResources',
  'xray:PutTelemetryRecords',
  'xray:PutTraceSegments',
];

export const WITHOUT_RESOURCE: ReadonlySet<string> = new Set([
  ...CHECKED_ON_EVERYTHING,
  ...KNOWING_NO_RESOURCE,
]);
