import { Body } from '../../support/estate';
import { at, each, Mutation, Mutations, set, without, withStatement } from './mutation';

const ACCOUNT_STACK = 'account-us-west-2';
const LOGS = `${ACCOUNT_STACK}/aws_s3_bucket_lifecycle_configuration.access-log-bucket_lifecycle`;
const RECORDER = 'account-us-west-2/aws_config_configuration_recorder.config_recorder';
const CHANNEL = 'account-us-west-2/aws_config_delivery_channel.config_channel';
const ARCHIVE_POLICY = 'account-us-west-2/aws_s3_bucket_policy.archive-bucket_policy';
const ARCHIVE_KEY = 'account-us-west-2/aws_kms_key.archive-key_key';
const BUDGET = 'dev-security/aws_budgets_budget.budget_budget';
const CLUSTER = 'prod-data/aws_rds_cluster.aurora_cluster';
const SELECTION = 'prod-data/aws_backup_selection.backup_selection';
const PLAN = 'prod-data/aws_backup_plan.backup_plan';
const VAULT = 'prod-data/aws_backup_vault.backup_vault';

/** Ways to break the rules of what watches the account, its costs and its backups. */
export const governance: Mutations = {
  'bucket-has-lifecycle': [
    ...['archive-bucket', 'access-log-bucket'].map((bucket) =>
      at(`${ACCOUNT_STACK}/aws_s3_bucket.${bucket}_bucket`, (sandbox) => {
        const lifecycle = `${ACCOUNT_STACK}/aws_s3_bucket_lifecycle_configuration.${bucket}_lifecycle`;
        (sandbox.body(lifecycle)['rule'] as Body[]).shift();
      }),
    ),
    ...each(
      `${ACCOUNT_STACK}/aws_s3_bucket.access-log-bucket_bucket`,
      set('rule.0.filter', [{ prefix: 'elsewhere/' }], LOGS),
      set('rule.0.status', 'Disabled', LOGS),
      set('rule.2.filter', [{ prefix: 'alb/' }], LOGS),
      set('rule.2.noncurrent_version_expiration', [], LOGS),
      set('rule.2.abort_incomplete_multipart_upload', [], LOGS),
    ),
  ],
  'topic-policy-allows-budget': [
    at(BUDGET, set('notification', [])),
    at(BUDGET, set('time_unit', 'ANNUALLY')),
    at(BUDGET, set('budget_type', 'USAGE')),
    ...[{ threshold: 500 }, { comparison_operator: 'LESS_THAN' }].map((change): Mutation =>
      at(BUDGET, (sandbox, address) => {
        for (const one of sandbox.body(address)['notification'] as Body[]) Object.assign(one, change);
      }),
    ),
    at(
      BUDGET,
      withStatement(
        'BudgetsPublish',
        {
          Principal: { Service: 'events.amazonaws.com' },
        },
        'dev-security/aws_sns_topic_policy.alarm-topic_policy',
      ),
    ),
    at(
      BUDGET,
      withStatement(
        'BudgetsPublishToEncryptedTopic',
        {
          Action: ['kms:Decrypt'],
        },
        'dev-security/aws_kms_key.logs-key_key',
      ),
    ),
  ],
  'config-delivery-channel-has-access': [
    at(CHANNEL, withStatement('ConfigLooksAtBucket', { Effect: 'Deny' }, ARCHIVE_POLICY)),
    at(CHANNEL, withStatement('ConfigDelivers', { Condition: {} }, ARCHIVE_POLICY)),
    at(CHANNEL, withStatement('ConfigEncryptsWhatItDelivers', { Action: ['kms:Decrypt'] }, ARCHIVE_KEY)),
    at(CHANNEL, set('s3_kms_key_arn', undefined)),
  ],
  'config-recorder-covers-resource-types': [
    at(RECORDER, (sandbox) => {
      sandbox.add('prod-edge', 'aws_instance', 'more', {});
      const group = sandbox.body(RECORDER)['recording_group'] as Body;
      group['resource_types'] = (group['resource_types'] as string[]).filter(
        (type) => type !== 'AWS::EC2::Instance',
      );
    }),
    at(RECORDER, set('recording_group.recording_strategy.0.use_only', 'EXCLUSION_BY_RESOURCE_TYPES')),
    at(RECORDER, set('recording_mode.recording_frequency', 'DAILY')),
  ],
  'config-rule-has-recorder': [
    at(
      'account-us-west-2/aws_config_config_rule.config-rules_bucket-closed',
      set('recording_group.resource_types', ['AWS::EC2::VPC'], RECORDER),
    ),
    at('account-us-west-2/aws_config_config_rule.config-rules_vpc-has-flow-logs', set('depends_on', [])),
  ],
  'database-has-backup-plan': each(
    CLUSTER,
    without(SELECTION),
    set('resources', ['arn:aws:rds:us-west-2:123456789012:cluster:other'], SELECTION),
    set('iam_role_arn', '${aws_iam_role.migration_function_role_role.arn}', SELECTION),
    set('depends_on', [], SELECTION),
    set('rule.1.lifecycle.delete_after', 35, PLAN),
    set('rule.0.schedule', 'cron(0 5 1 * ? *)', PLAN),
    set('rule.0.start_window', 30, PLAN),
    set('rule.0.completion_window', 60, PLAN),
    set('rule.1.lifecycle.cold_storage_after', 30, PLAN),
    set('rule.0.target_vault_name', 'Default', PLAN),
    set('kms_key_arn', undefined, VAULT),
    set('lifecycle', { prevent_destroy: false }, VAULT),
    set('force_destroy', true, VAULT),
    (sandbox) => {
      const key = sandbox.body('prod-security/aws_kms_key.data-key_key');
      key['policy'] = String(key['policy']).replaceAll('backup.', 's3.');
    },
  ),
};
