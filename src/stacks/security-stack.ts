import { Construct } from 'constructs';
import { Environment } from '../config/schema';
import { AccessLogBucket } from '../constructs/governance/access-log-bucket';
import { AlarmTopic } from '../constructs/governance/alarm-topic';
import { ArchiveBucket } from '../constructs/governance/archive-bucket';
import { KmsKey } from '../constructs/governance/kms-key';
import { LogsKey } from '../constructs/governance/logs-key';
import { contract, text } from '../core/contract';
import { EnvironmentStack, EnvironmentStackProps } from '../core/environment-stack';
import { bucketName, namesFor } from '../lib/naming';
import { containerInsightsLogGroup, databaseLogGroup, databaseLogs } from '../lib/service-log-groups';

/** What the stacks behind `security` may use. */
export const securityContract = contract('security', {
  dataKeyArn: text('KMS key of what the system keeps: archive, database, secrets'),
  logsKeyArn: text('KMS key of the log groups and the alarm topic'),
  alarmTopicArn: text('SNS topic that every alarm goes to'),
  archiveBucket: text('Bucket of configuration history, exports and backups'),
  accessLogBucket: text('Bucket of the access logs of the load balancer and of the other buckets'),
});

export interface SecurityStackProps extends EnvironmentStackProps {
  readonly config: Environment;
}

/** Keys, the alarm topic, and the buckets of archive and access logs. */
export class SecurityStack extends EnvironmentStack {
  constructor(scope: Construct, { config, ...props }: SecurityStackProps) {
    super(scope, 'security', props);
    const { accountId, region } = this;
    const names = namesFor(config.name);
    const account = { accountId, region };
    const production = config.tier === 'production';
    const deletionWindowDays = production ? 30 : 7;
    const alarmPrefix = `${names('alarm')}-`;

    const dataKey = new KmsKey(this, 'data-key', {
      ...account,
      alias: names('kms-alias', 'data'),
      description: 'What the system keeps: archive, database, secrets',
      usedThrough: ['dynamodb', 'ecr', 'lambda', 'rds', 's3', 'secretsmanager'],
      // RDS keeps the administrator's password in a secret of its own under this key.
      grantedThrough: ['dynamodb', 'ecr', 'lambda', 'rds', 'secretsmanager'],
      deletionWindowDays,
    });
    const logsKey = new LogsKey(this, 'logs-key', {
      ...account,
      alias: names('kms-alias', 'logs'),
      logGroupPrefixes: [
        `${names('log-group')}/`,
        ...databaseLogs.map((log) => databaseLogGroup(names('rds-cluster'), log)),
        containerInsightsLogGroup(names('ecs-cluster')),
        `${names('waf-log-group')}-`,
      ],
      alarmPrefix,
      deletionWindowDays,
    });
    const alarmTopic = new AlarmTopic(this, 'alarm-topic', {
      ...account,
      name: names('sns-topic', 'alarms'),
      kmsKeyArn: logsKey.arn,
      alarmPrefix,
      emails: config.alarmEmails,
    });

    const archiveName = bucketName(config.name, 'archive', accountId, region);
    const accessLogs = new AccessLogBucket(this, 'access-log-bucket', {
      name: bucketName(config.name, 'access-logs', accountId, region),
      accountId,
      loggedBuckets: [archiveName],
      destroyContents: !production,
    });
    const archive = new ArchiveBucket(this, 'archive-bucket', {
      name: archiveName,
      kmsKeyArn: dataKey.arn,
      accessLogs,
      destroyContents: !production,
    });

    this.publish(securityContract, {
      dataKeyArn: dataKey.arn,
      logsKeyArn: logsKey.arn,
      alarmTopicArn: alarmTopic.arn,
      archiveBucket: archive.name,
      accessLogBucket: accessLogs.name,
    });
  }
}
