import { KmsKey } from '../../../src/constructs/governance/kms-key';
import { LogsKey } from '../../../src/constructs/governance/logs-key';
import { topicPublishers } from '../../../src/constructs/governance/topic-publishers';
import { ACCOUNT, REGION, resourcesOf, statementsOf } from '../../support/construct';

const place = { accountId: ACCOUNT, region: REGION, deletionWindowDays: 7 };
const root = { AWS: `arn:aws:iam::${ACCOUNT}:root` };

describe('a key', () => {
  const made = (usedThrough?: string[], grantedThrough?: string[]) =>
    resourcesOf((stack) => {
      new KmsKey(stack, 'data', {
        ...place,
        alias: 'alias/petclinic-dev-data',
        description: 'Data',
        usedThrough,
        grantedThrough,
      });
    });

  test('rotates, has an alias, and stays restorable for the given days', () => {
    const { aws_kms_key: keys, aws_kms_alias: aliases } = made();
    expect(keys?.['data_key']).toMatchObject({ enable_key_rotation: true, deletion_window_in_days: 7 });
    expect(aliases?.['data_alias']).toEqual({
      name: 'alias/petclinic-dev-data',
      target_key_id: '${aws_kms_key.data_key.key_id}',
    });
  });

  test('is administered by the account, which does not mean used by it', () => {
    const statements = statementsOf(made()['aws_kms_key']?.['data_key']?.['policy']);
    expect(Object.keys(statements)).toEqual(['AccountAdministersKey']);
    expect(statements['AccountAdministersKey']).toMatchObject({ Principal: root, Resource: ['*'] });
    expect(statements['AccountAdministersKey']?.Action).toContain('kms:PutKeyPolicy');
    expect(statements['AccountAdministersKey']?.Action).not.toContain('kms:Decrypt');
  });

  test('is used through the named services only, by the account only', () => {
    const statements = statementsOf(made(['s3', 'rds'])['aws_kms_key']?.['data_key']?.['policy']);
    expect(statements['AccountUsesKeyThroughServices']).toMatchObject({
      Principal: root,
      Condition: {
        StringEquals: {
          'kms:CallerAccount': ACCOUNT,
          'kms:ViaService': ['s3.us-west-2.amazonaws.com', 'rds.us-west-2.amazonaws.com'],
        },
      },
    });
  });

  test('may be kept by the services that need it for as long as their resource lives', () => {
    const statements = statementsOf(made(['s3', 'rds'], ['rds'])['aws_kms_key']?.['data_key']?.['policy']);
    expect(statements['ServicesKeepKeyByGrant']).toEqual({
      Sid: 'ServicesKeepKeyByGrant',
      Effect: 'Allow',
      Principal: root,
      Action: ['kms:CreateGrant'],
      Resource: ['*'],
      Condition: {
        StringEquals: { 'kms:CallerAccount': ACCOUNT, 'kms:ViaService': ['rds.us-west-2.amazonaws.com'] },
        Bool: { 'kms:GrantIsForAWSResource': 'true' },
      },
    });
  });
});

test('the key of the logs lets in CloudWatch Logs for its groups, and those that publish to the topic', () => {
  const { aws_kms_key: keys } = resourcesOf((stack) => {
    new LogsKey(stack, 'logs', {
      ...place,
      alias: 'alias/petclinic-dev-logs',
      logGroupPrefixes: ['/petclinic/dev/', '/aws/lambda/petclinic-dev-'],
      publishers: topicPublishers({ accountId: ACCOUNT, region: REGION, alarmPrefix: 'petclinic-dev-' }),
    });
  });
  expect(statementsOf(keys?.['logs_key']?.['policy'])).toMatchObject({
    CloudWatchLogsUsesKey: {
      Principal: { Service: 'logs.us-west-2.amazonaws.com' },
      Condition: {
        ArnLike: {
          'kms:EncryptionContext:aws:logs:arn': [
            `arn:aws:logs:us-west-2:${ACCOUNT}:log-group:/petclinic/dev/*`,
            `arn:aws:logs:us-west-2:${ACCOUNT}:log-group:/aws/lambda/petclinic-dev-*`,
          ],
        },
      },
    },
    AlarmsPublishToEncryptedTopic: {
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Condition: {
        StringEquals: { 'aws:SourceAccount': ACCOUNT },
        ArnLike: { 'aws:SourceArn': `arn:aws:cloudwatch:us-west-2:${ACCOUNT}:alarm:petclinic-dev-*` },
      },
    },
    BudgetsPublishToEncryptedTopic: {
      Principal: { Service: 'budgets.amazonaws.com' },
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Condition: {
        StringEquals: { 'aws:SourceAccount': ACCOUNT },
        ArnLike: { 'aws:SourceArn': `arn:aws:budgets::${ACCOUNT}:*` },
      },
    },
  });
});
