import { Construct } from 'constructs';
import { repository, runbookUrl } from '../config/repository';
import { Environment } from '../config/schema';
import { AccessLogBucket } from '../constructs/governance/access-log-bucket';
import { AlarmTopic } from '../constructs/governance/alarm-topic';
import { ArchiveBucket } from '../constructs/governance/archive-bucket';
import { EventNotifications } from '../constructs/governance/event-notifications';
import { KmsKey } from '../constructs/governance/kms-key';
import { LogsKey } from '../constructs/governance/logs-key';
import { MonthlyBudget } from '../constructs/governance/monthly-budget';
import { topicPublishers } from '../constructs/governance/topic-publishers';
import { contract, text } from '../core/contract';
import { EnvironmentStack, EnvironmentStackProps } from '../core/environment-stack';
import { bucketName, Names, namesFor } from '../lib/naming';
import { notableEvents } from '../constructs/governance/notable-events';
import { containerInsightsLogGroup, databaseLogGroup, databaseLogs } from '../lib/service-log-groups';

/** Outputs of `security` for the stacks that depend on it. */
export const securityContract = contract('security', {
  dataKeyArn: text('KMS key of what the system keeps: archive, database, secrets'),
  logsKeyArn: text('KMS key of the log groups and the alarm topic'),
  alarmTopicArn: text('SNS topic that every alarm goes to'),
  archiveBucket: text('Bucket of exports and backups'),
  accessLogBucket: text('Bucket of the access logs of the load balancer and of the other buckets'),
});

/** Services through which principals of the account use the data key, and which keep it by a grant for what they hold. */
const GRANTED = ['dynamodb', 'ecr', 'lambda', 'rds', 'secretsmanager'];

export interface SecurityStackProps extends EnvironmentStackProps {
  readonly config: Environment;
}

/** Keys, the alarm topic, the buckets of archive and access logs, and what watches costs. */
export class SecurityStack extends EnvironmentStack {
  readonly #config: Environment;
  readonly #names: Names;
  readonly #production: boolean;

  constructor(scope: Construct, { config, ...props }: SecurityStackProps) {
    super(scope, 'security', props);
    this.#config = config;
    this.#names = namesFor(config.name);
    this.#production = config.tier === 'production';

    const { budget } = config.governance;
    const { accountId, region } = this;
    const publishers = topicPublishers({
      accountId,
      region,
      alarmPrefix: `${this.#names('alarm')}-`,
      hasBudget: budget !== undefined,
    });
    const dataKey = this.#dataKey();
    const logsKey = new LogsKey(this, 'logs-key', {
      alias: this.#names('kms-alias', 'logs'),
      logGroupPrefixes: [
        `${this.#names('log-group')}/`,
        ...databaseLogs.map((log) => databaseLogGroup(this.#names('rds-cluster'), log)),
        containerInsightsLogGroup(this.#names('ecs-cluster')),
        `${this.#names('waf-log-group')}-`,
      ],
      publishers,
      deletionWindowDays: this.#deletionWindowDays(),
    });
    const alarmTopic = new AlarmTopic(this, 'alarm-topic', {
      name: this.#names('sns-topic', 'alarms'),
      kmsKeyArn: logsKey.arn,
      publishers,
      emails: config.alarmEmails,
    });
    const { accessLogs, archive } = this.#buckets(dataKey.arn);
    new EventNotifications(this, 'events', {
      events: notableEvents({
        accountId,
        region,
        prefix: this.#names('ecs-cluster'),
        backups: config.database.deletionProtection,
        domain: config.domain?.name,
      }),
      nameOf: (kind) => this.#names('event-rule', kind),
      runbook: (kind) => `${runbookUrl(repository, 'alarms.md')}#${kind}`,
      topicArn: alarmTopic.arn,
    });
    if (budget !== undefined) {
      new MonthlyBudget(this, 'budget', {
        name: this.#names('budget'),
        monthlyUsd: budget.monthlyUsd,
        environment: config.name,
        topicArn: alarmTopic.arn,
        emails: budget.emails ?? [],
      });
    }

    this.publish(securityContract, {
      dataKeyArn: dataKey.arn,
      logsKeyArn: logsKey.arn,
      alarmTopicArn: alarmTopic.arn,
      archiveBucket: archive.name,
      accessLogBucket: accessLogs.name,
    });
  }

  #dataKey(): KmsKey {
    // Backups of a protected database lie in a vault.
    const grantedThrough = this.#config.database.deletionProtection ? ['backup', ...GRANTED] : GRANTED;
    return new KmsKey(this, 'data-key', {
      alias: this.#names('kms-alias', 'data'),
      description: 'What the system keeps: archive, database, secrets',
      usedThrough: [...grantedThrough, 's3'].sort(),
      // RDS keeps the administrator's password in a secret of its own under this key.
      grantedThrough,
      deletionWindowDays: this.#deletionWindowDays(),
    });
  }

  #buckets(kmsKeyArn: string): { accessLogs: AccessLogBucket; archive: ArchiveBucket } {
    const { name, governance, logRetentionDays } = this.#config;
    const { accountId, region } = this;
    const archiveName = bucketName(name, 'archive', accountId, region);
    const accessLogs = new AccessLogBucket(this, 'access-log-bucket', {
      name: bucketName(name, 'access-logs', accountId, region),
      loggedBuckets: [archiveName],
      retentionDays: logRetentionDays,
      destroyContents: !this.#production,
    });
    const archive = new ArchiveBucket(this, 'archive-bucket', {
      name: archiveName,
      kmsKeyArn,
      accessLogs,
      statements: [],
      prefix: 'exports/',
      retentionDays: governance.archiveDays,
      destroyContents: !this.#production,
    });
    return { accessLogs, archive };
  }

  #deletionWindowDays(): number {
    return this.#production ? 30 : 7;
  }
}
