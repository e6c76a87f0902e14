import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';

export interface LogGroupProps {
  readonly name: string;
  /** Days that lines stay, one of the numbers that CloudWatch Logs offers: 1, 3, 5, 7, 14, 30, 60, 90, … */
  readonly retentionDays: number;
  /** A key whose policy lets CloudWatch Logs use it for groups of this name. */
  readonly kmsKeyArn: string;
}

/** A log group that keeps its lines for a stated time, encrypted. It exists before the service that writes to it. */
export class LogGroup extends Construct {
  readonly name: string;
  readonly arn: string;
  /** Log group for a service to depend on that would otherwise make it itself, without key and retention. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, { name, retentionDays, kmsKeyArn }: LogGroupProps) {
    super(scope, id);
    const group = new CloudwatchLogGroup(this, 'group', {
      name,
      retentionInDays: retentionDays,
      kmsKeyId: kmsKeyArn,
    });
    this.name = group.name;
    this.arn = group.arn;
    this.ready = group;
  }
}
