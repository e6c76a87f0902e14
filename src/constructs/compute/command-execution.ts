import { Construct } from 'constructs';
import { BaseStack } from '../../core/base-stack';
import { KmsKey, THIS_KEY } from '../governance/kms-key';
import { LogGroup } from '../observability/log-group';

export interface CommandExecutionProps {
  readonly clusterName: string;
  /** Alias of the key, beginning with `alias/`. */
  readonly keyAlias: string;
  readonly logGroupName: string;
  readonly logs: { readonly retentionDays: number; readonly kmsKeyArn: string };
  /** Days between the request to delete the key and its end, 7 to 30. */
  readonly deletionWindowDays: number;
}

/**
 * The resources of ECS Exec: a key for the traffic between operator and container, and a log group for its sessions.
 *
 * Operator and task call KMS themselves, not through a service, so the key names what they encrypt: a session's target,
 * `ecs:<cluster>_<task>_<runtime id>`, is in its encryption context.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-logging
 * @see https://github.com/aws/session-manager-plugin (the encryption context is in its source alone)
 */
export class CommandExecution extends Construct {
  readonly keyArn: string;
  readonly logGroupName: string;
  readonly logGroupArn: string;

  constructor(scope: Construct, id: string, props: CommandExecutionProps) {
    super(scope, id);
    const { accountId } = BaseStack.of(this);
    this.keyArn = new KmsKey(this, 'key', {
      alias: props.keyAlias,
      description: 'Sessions of ECS Exec',
      statements: [
        {
          sid: 'SessionsWithTasksOfCluster',
          principal: { aws: `arn:aws:iam::${accountId}:root` },
          actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
          resources: THIS_KEY,
          conditions: {
            StringEquals: { 'kms:CallerAccount': accountId },
            StringLike: { 'kms:EncryptionContext:aws:ssm:TargetId': `ecs:${props.clusterName}_*` },
          },
        },
      ],
      deletionWindowDays: props.deletionWindowDays,
    }).arn;
    const group = new LogGroup(this, 'log-group', {
      name: props.logGroupName,
      ...props.logs,
    });
    this.logGroupName = group.name;
    this.logGroupArn = group.arn;
  }
}
