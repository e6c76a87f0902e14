import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { ConfigRecorder } from '../../../src/constructs/governance/config-recorder';
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
