import { Body } from '../../support/estate';
import { at, Mutation, Mutations, set, without, withStatement } from './mutation';

const RECORDER = 'account-us-west-2/aws_config_configuration_recorder.config_recorder';
const CHANNEL = 'account-us-west-2/aws_config_delivery_channel.config_channel';
const ARCHIVE_POLICY = 'account-us-west-2/aws_s3_bucket_policy.archive-bucket_policy';
const ARCHIVE_KEY = 'account-us-west-2/aws_kms_key.archive-key_key';
const BUDGET = 'dev-security/aws_budgets_budget.budget_budget';
const CLUSTER = 'prod-data/aws_rds_cluster.aurora_cluster';
const SELECTION = 'prod-data/aws_backup_selection.backup_selection';
const VAULT = 'prod-data/aws_backup_vault.backup_vault';

/** Ways to break the rules of what watches the account, its costs and its backups. */
export const governance: Mutations = {
  'bucket-has-lifecycle': ['archive-bucket', 'access-log-bucket'].map((bucket) =>
    at(`account-us-west-2/aws_s3_bucket.${bucket}_bucket`, (sandbox) => {
      const rules = sandbox.body(
        `account-us-west-2/aws_s3_bucket_lifecycle_configuration.${bucket}_lifecycle`,
      )['rule'] as Body[];
      rules.shift();
    }),
  ),
  'topic-policy-allows-budget': [
    at(BUDGET, set('notification', [])),
    at(BUDGET, set('time_unit', 'ANNUALLY')),
    ...[{ threshold: 500 }, { comparison_operator: 'LESS_THAN' }].map((change): Mutation =>
      at(BUDGET, (sandbox, address) => {
        for (const one of sandbox.body(address)['notification'] as Body[]) Object.assign(one, change);
      }),
    ),
    at(
      BUDGET,
      withStatement('dev-security/aws_sns_topic_policy.alarm-topic_policy', 'BudgetsPublish', {
        Principal: { Service: 'events.amazonaws.com' },
      }),
    ),
    at(
      BUDGET,
      withStatement('dev-security/aws_kms_key.logs-key_key', 'BudgetsPublishToEncryptedTopic', {
        Action: ['kms:Decrypt'],
      }),
    ),
  ],
  'config-delivery-channel-has-access': [
    at(CHANNEL, withStatement(ARCHIVE_POLICY, 'ConfigLooksAtBucket', { Effect: 'Deny' })),
    at(CHANNEL, withStatement(ARCHIVE_POLICY, 'ConfigDelivers', { Condition: {} })),
    at(CHANNEL, withStatement(ARCHIVE_KEY, 'ConfigEncryptsWhatItDelivers', { Action: ['kms:Decrypt'] })),
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
  ],
  'config-rule-has-recorder': [
    at('account-us-west-2/aws_config_config_rule.config-rules_bucket-closed', (sandbox) => {
      (sandbox.body(RECORDER)['recording_group'] as Body)['resource_types'] = ['AWS::EC2::VPC'];
    }),
    at('account-us-west-2/aws_config_config_rule.config-rules_vpc-has-flow-logs', set('depends_on', [])),
  ],
  'database-has-backup-plan': [
    at(CLUSTER, without(SELECTION)),
    at(CLUSTER, (sandbox) => {
      sandbox.body(VAULT)['lifecycle'] = { prevent_destroy: false };
    }),
    at(CLUSTER, (sandbox) => {
      sandbox.body(SELECTION)['iam_role_arn'] = '${aws_iam_role.migration_function_role_role.arn}';
    }),
  ],
};
