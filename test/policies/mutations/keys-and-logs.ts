import { Mutations, set } from './mutation';

const LOGS_KEY = 'dev-security/aws_kms_key.logs-key_key';
const DATA_KEY = 'dev-security/aws_kms_key.data-key_key';
const TOPIC = 'dev-security/aws_sns_topic.alarm-topic_topic';
const LOG_GROUP = 'dev-network/aws_cloudwatch_log_group.flow-logs_log-group_group';

/** Ways to break the rules of keys, log groups, topics and alarms. */
export const keysAndLogs: Mutations = {
  'topic-policy-allows-alarms': [
    {
      address: 'dev-network/aws_cloudwatch_metric_alarm.nat',
      apply: (sandbox) => {
        sandbox.add('dev-network', 'aws_cloudwatch_metric_alarm', 'nat', {
          alarm_name: 'nat-errors',
          alarm_actions: ['${data.terraform_remote_state.security.outputs.alarm_topic_arn}'],
        });
      },
    },
  ],
  'kms-key-policy-has-conditions': [
    {
      address: DATA_KEY,
      apply: (sandbox) => {
        sandbox.statement(DATA_KEY, 'AccountUsesKeyThroughServices', { Condition: undefined });
      },
    },
    {
      address: 'state-backend/module.state.aws_kms_key.state',
      apply: (sandbox, address) => {
        sandbox.statement(address, 'ServicesKeepKeyByGrant', { Condition: undefined });
      },
    },
  ],
  'kms-key-policy-allows-administration': [
    {
      address: DATA_KEY,
      apply: (sandbox) => {
        sandbox.statement(DATA_KEY, 'AccountAdministersKey', { Action: ['kms:DescribeKey'] });
      },
    },
  ],
  'log-group-has-retention': [{ address: LOG_GROUP, apply: set('retention_in_days', undefined) }],
  'log-group-key-allows-cloudwatch-logs': [
    { address: LOG_GROUP, apply: set('name', '/aws/lambda/petclinic-dev') },
    {
      address: LOG_GROUP,
      apply: (sandbox) => {
        sandbox.statement(LOGS_KEY, 'CloudWatchLogsUsesKey', { Action: ['kms:Encrypt'] });
      },
    },
  ],
  'topic-policy-allows-publishers': [
    {
      address: TOPIC,
      apply: (sandbox) => {
        sandbox.statement(LOGS_KEY, 'AlarmsPublishToEncryptedTopic', { Action: ['kms:Decrypt'] });
      },
    },
    {
      address: TOPIC,
      apply: (sandbox) => {
        sandbox.remove('dev-security/aws_sns_topic_policy.alarm-topic_policy');
      },
    },
  ],
  'topic-has-customer-key': [{ address: TOPIC, apply: set('kms_master_key_id', 'alias/aws/sns') }],
};
