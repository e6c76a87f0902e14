import { Area, Reach } from '../reach';

const alarms = (reach: Reach): string[] =>
  reach.arns('cloudwatch:<region>:<account>:alarm:petclinic-<env>-*');
const dashboards = (reach: Reach): string[] =>
  reach.arns(
    'cloudwatch::<account>:dashboard/petclinic-<env>',
    'cloudwatch::<account>:dashboard/petclinic-<env>-*',
  );
const groups = (reach: Reach): string[] =>
  reach.arns(
    'logs:<region>:<account>:log-group:/petclinic/<env>/*',
    'logs:<region>:<account>:log-group:/aws/ecs/containerinsights/petclinic-<env>/*',
    'logs:<region>:<account>:log-group:/aws/rds/cluster/petclinic-<env>/*',
    'logs:<region>:<account>:log-group:aws-waf-logs-petclinic-<env>-*',
  );
const eventRules = (reach: Reach): string[] => reach.arns('events:<region>:<account>:rule/petclinic-<env>-*');
const tracing = (reach: Reach): string[] =>
  reach.arns(
    'xray:<region>:<account>:group/petclinic-<env>/*',
    'xray:<region>:<account>:group/petclinic-<env>-*/*',
    'xray:<region>:<account>:sampling-rule/petclinic-<env>-*',
  );

/**
 * Alarms, dashboard, logs, traces.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html
 */
export const observability: Area = {
  name: 'observability',

  reads: (reach) => [
    {
      // None of these knows a resource.
      sid: 'ListLogs',
      actions: [
        'logs:DescribeLogGroups',
        'logs:DescribeQueryDefinitions',
        'logs:DescribeResourcePolicies',
        'xray:GetSamplingRules',
      ],
      resources: ['*'],
    },
    {
      // Narrower, it would leave out composite alarms:
      // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
      sid: 'ListAlarms',
      actions: ['cloudwatch:DescribeAlarms'],
      resources: ['*'],
    },
    { sid: 'ReadAlarms', actions: ['cloudwatch:ListTagsForResource'], resources: alarms(reach) },
    { sid: 'ReadDashboards', actions: ['cloudwatch:GetDashboard'], resources: dashboards(reach) },
    {
      sid: 'ReadLogGroups',
      actions: ['logs:DescribeMetricFilters', 'logs:ListTagsForResource'],
      resources: groups(reach),
    },
    {
      sid: 'ReadEventRules',
      actions: ['events:DescribeRule', 'events:ListTagsForResource', 'events:ListTargetsByRule'],
      resources: eventRules(reach),
    },
    {
      sid: 'ReadTracing',
      actions: ['xray:GetGroup', 'xray:ListTagsForResource'],
      resources: tracing(reach),
    },
  ],

  writes: (reach) => [
    {
      sid: 'ChangeEventRules',
      actions: [
        'events:DeleteRule',
        'events:PutRule',
        'events:PutTargets',
        'events:RemoveTargets',
        'events:TagResource',
        'events:UntagResource',
      ],
      resources: eventRules(reach),
    },
    {
      sid: 'ChangeAlarms',
      actions: [
        'cloudwatch:DeleteAlarms',
        'cloudwatch:PutMetricAlarm',
        'cloudwatch:TagResource',
        'cloudwatch:UntagResource',
      ],
      resources: alarms(reach),
    },
    {
      // Narrower, AWS makes no composite alarm at all:
      // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
      sid: 'MakeCompositeAlarms',
      actions: ['cloudwatch:PutCompositeAlarm'],
      resources: ['*'],
    },
    {
      // Scaling makes alarms of its own, in the name of whoever asks for it:
      // https://docs.aws.amazon.com/autoscaling/application/userguide/security_iam_id-based-policy-examples.html
      sid: 'ScaleByAlarms',
      actions: ['cloudwatch:DeleteAlarms', 'cloudwatch:PutMetricAlarm'],
      resources: reach.arns('cloudwatch:<region>:<account>:alarm:TargetTracking-service/petclinic-<env>/*'),
    },
    {
      sid: 'ChangeDashboards',
      actions: ['cloudwatch:DeleteDashboards', 'cloudwatch:PutDashboard'],
      resources: dashboards(reach),
    },
    {
      sid: 'ChangeLogGroups',
      actions: [
        'AssociateKmsKey',
        'CreateLogGroup',
        'DeleteLogGroup',
        'DeleteMetricFilter',
        'DeleteRetentionPolicy',
        'DisassociateKmsKey',
        'PutMetricFilter',
        'PutRetentionPolicy',
        'TagResource',
        'UntagResource',
      ].map((action) => `logs:${action}`),
      resources: groups(reach),
    },
    {
      // None of these knows a resource. Log delivery is what API Gateway and WAF set up for whoever turns their logs on:
      // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html
      sid: 'DeliverLogs',
      actions: [
        'logs:CreateLogDelivery',
        'logs:DeleteLogDelivery',
        'logs:DeleteQueryDefinition',
        'logs:DeleteResourcePolicy',
        'logs:GetLogDelivery',
        'logs:ListLogDeliveries',
        'logs:PutQueryDefinition',
        'logs:PutResourcePolicy',
        'logs:UpdateLogDelivery',
      ],
      resources: ['*'],
    },
    {
      sid: 'ChangeTracing',
      actions: [
        'xray:CreateGroup',
        'xray:CreateSamplingRule',
        'xray:DeleteGroup',
        'xray:DeleteSamplingRule',
        'xray:TagResource',
        'xray:UntagResource',
        'xray:UpdateGroup',
        'xray:UpdateSamplingRule',
      ],
      resources: tracing(reach),
    },
  ],
};
