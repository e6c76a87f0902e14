import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { ConfigRecorder } from '../../../src/constructs/governance/config-recorder';
import { ConfigRules } from '../../../src/constructs/governance/config-rules';
import { ACCOUNT, resourcesOf, statementsOf } from '../../support/construct';

describe('AWS Config at work', () => {
  const made = resourcesOf((stack) => {
    const { recording } = new ConfigRecorder(stack, 'config', {
      name: 'petclinic-dev',
      channelName: 'petclinic-dev',
      roleName: 'petclinic-dev-config',
      resourceTypes: ['AWS::S3::Bucket'],
      bucketName: 'petclinic-archive',
      kmsKeyArn: 'arn:aws:kms:us-west-2:123456789012:key/1',
    });
    new SnsTopic(stack, 'after', { dependsOn: [recording] });
  });

  test('comes up as AWS wants it: rights, recorder, channel, start; and so goes down the other way', () => {
    const waitsFor = (type: string, name: string): unknown => made[type]?.[name]?.['depends_on'];
    expect(waitsFor('aws_config_configuration_recorder', 'config_recorder')).toEqual([
      'aws_iam_role_policy.config_role_policy',
    ]);
    expect(waitsFor('aws_config_delivery_channel', 'config_channel')).toEqual([
      'aws_config_configuration_recorder.config_recorder',
    ]);
    expect(made['aws_config_configuration_recorder_status']?.['config_status']).toEqual({
      name: '${aws_config_configuration_recorder.config_recorder.name}',
      is_enabled: true,
      depends_on: ['aws_config_delivery_channel.config_channel'],
    });
    expect(waitsFor('aws_sns_topic', 'after')).toEqual([
      'aws_config_configuration_recorder_status.config_status',
    ]);
  });

  test('its role writes below AWS Config’s own prefix only', () => {
    const policy = made['aws_iam_role_policy']?.['config_role_policy']?.['policy'];
    expect(statementsOf(policy)['Deliver']?.['Resource']).toEqual([
      `arn:aws:s3:::petclinic-archive/AWSLogs/${ACCOUNT}/Config/*`,
    ]);
  });
});

test('a rule looks at the types it names when they change, and once a day where it names none', () => {
  const made = resourcesOf((stack) => {
    new ConfigRules(stack, 'rules', {
      rules: {
        daily: {
          identifier: 'VPC_FLOW_LOGS_ENABLED',
          requirement: 'Flow logs',
          parameters: { trafficType: 'ALL' },
        },
        'on-change': {
          identifier: 'S3_BUCKET_SSL_REQUESTS_ONLY',
          requirement: 'TLS',
          types: ['AWS::S3::Bucket'],
        },
      },
      nameOf: (key) => `petclinic-dev-${key}`,
      recording: new SnsTopic(stack, 'recording'),
    });
  });
  expect(made['aws_config_config_rule']).toEqual({
    rules_daily: {
      name: 'petclinic-dev-daily',
      description: 'Flow logs',
      source: { owner: 'AWS', source_identifier: 'VPC_FLOW_LOGS_ENABLED' },
      input_parameters: '{"trafficType":"ALL"}',
      maximum_execution_frequency: 'TwentyFour_Hours',
      depends_on: ['aws_sns_topic.recording'],
    },
    'rules_on-change': {
      name: 'petclinic-dev-on-change',
      description: 'TLS',
      source: { owner: 'AWS', source_identifier: 'S3_BUCKET_SSL_REQUESTS_ONLY' },
      scope: { compliance_resource_types: ['AWS::S3::Bucket'] },
      depends_on: ['aws_sns_topic.recording'],
    },
  });
});
