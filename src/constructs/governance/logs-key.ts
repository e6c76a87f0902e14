import { Construct } from 'constructs';
import { BaseStack } from '../../core/base-stack';
import { KEY_USE, KmsKey, THIS_KEY } from './kms-key';
import { TopicPublisher } from './topic-publishers';

export interface LogsKeyProps {
  /** Alias of the key, beginning with `alias/`. */
  readonly alias: string;
  /** Prefixes of the log groups' names that it encrypts, such as `/petclinic/dev/`. */
  readonly logGroupPrefixes: readonly string[];
  /** AWS services that publish to topics encrypted with the key. */
  readonly publishers: readonly TopicPublisher[];
  /** Days between the request to delete the key and its end, 7 to 30. */
  readonly deletionWindowDays: number;
}

/**
 * The key of logs and alarms: it encrypts log groups and the alarm topic.
 *
 * CloudWatch Logs refuses a log group whose key does not let it in under this very condition, and a service reaches an
 * encrypted topic only if the topic's key lets it in.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 */
export class LogsKey extends KmsKey {
  constructor(scope: Construct, id: string, { logGroupPrefixes, publishers, ...rest }: LogsKeyProps) {
    const { accountId, region } = BaseStack.of(scope);
    super(scope, id, {
      ...rest,
      description: 'Log groups and the alarm topic',
      statements: [
        {
          sid: 'CloudWatchLogsUsesKey',
          principal: { service: `logs.${region}.amazonaws.com` },
          actions: KEY_USE,
          resources: THIS_KEY,
          conditions: {
            ArnLike: {
              'kms:EncryptionContext:aws:logs:arn': logGroupPrefixes.map(
                (prefix) => `arn:aws:logs:${region}:${accountId}:log-group:${prefix}*`,
              ),
            },
          },
        },
        ...publishers.map(({ who, service, conditions }) => ({
          sid: `${who}PublishToEncryptedTopic`,
          principal: { service },
          actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
          resources: THIS_KEY,
          ...(conditions === undefined ? {} : { conditions }),
        })),
      ],
    });
  }
}
