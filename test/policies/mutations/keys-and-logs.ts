import { ACCOUNT } from '../../support/values';
import { at, each, Mutations, set, without, withResource, withStatement, withStatements } from './mutation';

const LOGS_KEY = 'dev-security/aws_kms_key.logs-key_key';
const DATA_KEY = 'dev-security/aws_kms_key.data-key_key';
const TOPIC = 'dev-security/aws_sns_topic.alarm-topic_topic';
const LOG_GROUP = 'dev-network/aws_cloudwatch_log_group.flow-logs_log-group_group';
const GENAI = 'dev-genai/aws_iam_role.genai_function_role_role';
const GENAI_POLICY = 'dev-genai/aws_iam_role_policy.genai_function_role_policy';
const MIGRATION = 'dev-data/aws_iam_role.migration_function_role_role';
const MIGRATION_POLICY = 'dev-data/aws_iam_role_policy.migration_function_role_policy';
const EXECUTION_POLICY = 'dev-services/aws_iam_role_policy.vets-service_task_execution-role_policy';

const SECURITY = 'data.terraform_remote_state.security.outputs';
const VIA_S3 = { 'kms:ViaService': 's3.us-west-2.amazonaws.com' };
const THROUGH_S3 = { StringEquals: VIA_S3 };

/** Gives the GenAI function a right on a resource with a customer key, and none on the key. */
const further = (Action: string, Resource: string) =>
  withResource('dev-genai', 'aws_iam_role_policy', 'further', {
    role: '${aws_iam_role.genai_function_role_role.id}',
    policy: JSON.stringify({ Statement: [{ Effect: 'Allow', Action, Resource }] }),
  });

/** Ways to break the rules of keys, log groups, topics and alarms. */
export const keysAndLogs: Mutations = {
  'topic-policy-allows-alarms': [
    at(
      'dev-network/aws_cloudwatch_metric_alarm.nat',
      withResource('dev-network', 'aws_cloudwatch_metric_alarm', 'nat', {
        alarm_name: 'nat-errors',
        alarm_actions: ['${data.terraform_remote_state.security.outputs.alarm_topic_arn}'],
      }),
    ),
  ],
  'kms-key-policy-has-conditions': [
    ...each(
      DATA_KEY,
      ...withStatements('AccountUsesKeyThroughServices', [
        { Condition: undefined },
        { Condition: { StringEquals: VIA_S3 } },
        { Condition: { StringEquals: { 'kms:CallerAccount': ACCOUNT } } },
        {
          Condition: { StringEquals: { 'kms:EncryptionContext:aws:ssm:TargetId': 'ecs:petclinic-dev_task' } },
        },
        { Condition: { StringEquals: { ...VIA_S3, 'kms:CallerAccount': '999999999999' } } },
      ]),
    ),
    ...each(
      LOGS_KEY,
      ...withStatements('AlarmsPublishToEncryptedTopic', [
        { Condition: undefined },
        { Condition: { StringEqualsIfExists: { 'aws:SourceAccount': ACCOUNT } } },
      ]),
    ),
    at(DATA_KEY, set('policy', undefined)),
    at(
      'state-backend/module.state.aws_kms_key.state',
      withStatement('ServicesKeepKeyByGrant', { Condition: undefined }),
    ),
  ],
  'kms-key-policy-allows-administration': [
    at(DATA_KEY, withStatement('AccountAdministersKey', { Action: ['kms:DescribeKey'] })),
  ],
  'log-group-has-retention': [at(LOG_GROUP, set('retention_in_days', undefined))],
  'log-group-key-allows-cloudwatch-logs': [
    at(LOG_GROUP, set('name', '/aws/lambda/petclinic-dev')),
    at(LOG_GROUP, withStatement('CloudWatchLogsUsesKey', { Action: ['kms:Encrypt'] }, LOGS_KEY)),
  ],
  'topic-policy-allows-publishers': [
    at(TOPIC, withStatement('AlarmsPublishToEncryptedTopic', { Action: ['kms:Decrypt'] }, LOGS_KEY)),
    at(TOPIC, without('dev-security/aws_sns_topic_policy.alarm-topic_policy')),
  ],
  'role-has-key-permissions': [
    ...each(
      GENAI,
      ...withStatements(
        'UseKeyOfSessions',
        [
          { Action: ['kms:GenerateDataKey'] },
          { Resource: [`\${${SECURITY}.logs_key_arn}`] },
          { Condition: THROUGH_S3 },
        ],
        GENAI_POLICY,
      ),
      withStatement('UseKeyOfLogin', { Action: ['kms:DescribeKey'] }, GENAI_POLICY),
      withStatement('ReadEnvironment', { Condition: THROUGH_S3 }, GENAI_POLICY),
      withStatement('AccountUsesKeyThroughServices', { Condition: THROUGH_S3 }, DATA_KEY),
      further('s3:GetObject', `arn:aws:s3:::\${${SECURITY}.archive_bucket}/*`),
      further('s3:PutObject', `arn:aws:s3:::\${${SECURITY}.archive_bucket}/exports/*`),
      further('sns:Publish', `\${${SECURITY}.alarm_topic_arn}`),
    ),
    at(MIGRATION, withStatement('UseKeyOfSecrets', { Action: ['kms:Decrypt'] }, MIGRATION_POLICY)),
    at(
      'dev-services/aws_iam_role.vets-service_task_execution-role_role',
      withStatement('DecryptSecret', { Condition: THROUGH_S3 }, EXECUTION_POLICY),
    ),
  ],
  'topic-has-customer-key': [at(TOPIC, set('kms_master_key_id', 'alias/aws/sns'))],
};
