import { CloudwatchLogResourcePolicy } from '@cdktf/provider-aws/lib/cloudwatch-log-resource-policy';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { BaseStack } from '../../core/base-stack';
import { policyDocument } from '../../core/policy-document';

export interface WafLogDeliveryProps {
  readonly name: string;
  /** Prefix of the names of the log groups, beginning with `aws-waf-logs-`. */
  readonly logGroupPrefix: string;
}

/**
 * Lets web ACLs of this account write to their log groups. Without it AWS would add one such policy for all of them by
 * itself, which nothing removes.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html
 */
export class WafLogDelivery extends Construct {
  /** Policy that a logging configuration depends on. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, { name, logGroupPrefix }: WafLogDeliveryProps) {
    super(scope, id);
    const { accountId, region } = BaseStack.of(this);
    const logs = `arn:aws:logs:${region}:${accountId}`;
    this.ready = new CloudwatchLogResourcePolicy(this, 'policy', {
      policyName: name,
      policyDocument: policyDocument({
        sid: 'FirewallWritesLogs',
        principal: { service: 'delivery.logs.amazonaws.com' },
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [`${logs}:log-group:${logGroupPrefix}*:log-stream:*`],
        conditions: {
          StringEquals: { 'aws:SourceAccount': accountId },
          ArnLike: { 'aws:SourceArn': `${logs}:*` },
        },
      }),
    });
  }
}
