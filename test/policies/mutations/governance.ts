import { Body } from '../../support/estate';
import { Mutation, Mutations, set } from './mutation';

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
  'bucket-has-lifecycle': ['archive-bucket', 'access-log-bucket'].map((bucket) => ({
    address: `account-us-west-2/aws_s3_bucket.${bucket}_bucket`,
    apply: (sandbox) => {
      const rules = sandbox.body(
        `account-us-west-2/aws_s3_bucket_lifecycle_configuration.${bucket}_lifecycle`,
      )['rule'] as Body[];
      rules.shift();
    },
  })),
  'topic-policy-allows-budget': [
    { address: BUDGET, apply: set('notification', []) },
    { address: BUDGET, apply: set('time_unit', 'ANNUALLY') },
    ...[{ threshold: 500 }, { comparison_operator: 'LESS_THAN' }].map((change): Mutation => ({
      address: BUDGET,
      apply: (sandbox, address) => {
        for (const one of sandbox.body(address)['notification'] as Body[]) Object.assign(one, change);
      },
    })),
    {
      address: BUDGET,
      apply: (sandbox) => {
        sandbox.statement('dev-security/aws_sns_topic_policy.alarm-topic_policy', 'BudgetsPublish', {
          Principal: { Service: 'events.amazonaws.com' },
        });
      },
    },
    {
      address: BUDGET,
      apply: (sandbox) => {
        sandbox.statement('dev-security/aws_kms_key.logs-key_key', 'BudgetsPublishToEncryptedTopic', {
          Action: ['kms:Decrypt'],
        });
      },
    },
  ],
  'config-delivery-channel-has-access': [
    {
      address: CHANNEL,
      apply: (sandbox) => {
        sandbox.statement(ARCHIVE_POLICY, 'ConfigLooksAtBucket', { Effect: 'Deny' });
      },
    },
    {
      address: CHANNEL,
      apply: (sandbox) => {
        sandbox.statement(ARCHIVE_POLICY, 'ConfigDelivers', { Condition: {} });
      },
    },
    {
      address: CHANNEL,
      apply: (sandbox) => {
        sandbox.statement(ARCHIVE_KEY, 'ConfigEncryptsWhatItDelivers', { Action: ['kms:Decrypt'] });
      },
    },
    { address: CHANNEL, apply: set('s3_kms_key_arn', undefined) },
  ],
  'config-recorder-covers-resource-types': [
    {
      address: RECORDER,
      apply: (sandbox) => {
        sandbox.add('prod-edge', 'aws_instance', 'more', {});
        const group = sandbox.body(RECORDER)['recording_group'] as Body;
        group['resource_types'] = (group['resource_types'] as string[]).filter(
          (type) => type !== 'AWS::EC2::Instance',
        );
      },
    },
  ],
  'config-rule-has-recorder': [
    {
      address: 'account-us-west-2/aws_config_config_rule.config-rules_bucket-closed',
      apply: (sandbox) => {
        (sandbox.body(RECORDER)['recording_group'] as Body)['resource_types'] = ['AWS::EC2::VPC'];
      },
    },
    {
      address: 'account-us-west-2/aws_config_config_rule.config-rules_vpc-has-flow-logs',
      apply: set('depends_on', []),
    },
  ],
  'database-has-backup-plan': [
    {
      address: CLUSTER,
      apply: (sandbox) => {
        sandbox.remove(SELECTION);
      },
    },
    {
      address: CLUSTER,
      apply: (sandbox) => {
        sandbox.body(VAULT)['lifecycle'] = { prevent_destroy: false };
      },
    },
    {
      address: CLUSTER,
      apply: (sandbox) => {
        sandbox.body(SELECTION)['iam_role_arn'] = '${aws_iam_role.migration_function_role_role.arn}';
      },
    },
  ],
};
