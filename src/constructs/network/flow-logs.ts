import { FlowLog } from '@cdktf/provider-aws/lib/flow-log';
import { Construct } from 'constructs';
import { ServiceRole } from '../governance/service-role';
import { LogGroup } from '../observability/log-group';

export interface FlowLogsProps {
  readonly vpcId: string;
  readonly logGroupName: string;
  readonly roleName: string;
  readonly retentionDays: number;
  readonly kmsKeyArn: string;
}

/**
 * Logs every connection of the VPC, accepted and rejected, to CloudWatch Logs.
 *
 * AWS's page also lists `logs:CreateLogGroup`, which the role does without: the group exists.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
 */
export class FlowLogs extends Construct {
  /** Name of the log group. */
  readonly logGroup: string;

  constructor(scope: Construct, id: string, { vpcId, ...props }: FlowLogsProps) {
    super(scope, id);
    const group = new LogGroup(this, 'log-group', {
      name: props.logGroupName,
      retentionDays: props.retentionDays,
      kmsKeyArn: props.kmsKeyArn,
    });
    this.logGroup = group.name;
    const role = new ServiceRole(this, 'role', {
      name: props.roleName,
      description: 'Writes VPC flow logs to their log group',
      service: 'vpc-flow-logs.amazonaws.com',
      statements: [
        {
          sid: 'WriteFlowLogs',
          actions: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
          resources: [`${group.arn}:*`],
        },
        {
          // The service looks for its group among all of them; AWS checks this action against no resource.
          sid: 'FindLogGroup',
          actions: ['logs:DescribeLogGroups'],
          resources: ['*'],
        },
      ],
    });
    new FlowLog(this, 'flow-log', {
      vpcId,
      trafficType: 'ALL',
      iamRoleArn: role.arn,
      logDestinationType: 'cloud-watch-logs',
      logDestination: group.arn,
      tags: { Name: props.roleName },
    });
  }
}
