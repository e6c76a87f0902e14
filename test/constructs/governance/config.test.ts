import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import {
  configDeliveryToBucket,
  configDeliveryWithKey,
} from '../../../src/constructs/governance/config-delivery';
import { ConfigRecorder } from '../../../src/constructs/governance/config-recorder';
import { ConfigRules } from '../../../src/constructs/governance/config-rules';
import { policyDocument } from '../../../src/core/policy-document';
import { ACCOUNT, REGION, resourcesOf, statementsOf } from '../../support/construct';

const place = { accountId: ACCOUNT, region: REGION };
const delivery = { bucketName: 'petclinic-archive', ...place };
const forUs = {
  StringEquals: { 'aws:SourceAccount': ACCOUNT },
  ArnLike: { 'aws:SourceArn': `arn:aws:config:us-west-2:${ACCOUNT}:*` },
};

describe('AWS Config at work', () => {
  const made = resourcesOf((stack) => {
    const { recording } = new ConfigRecorder(stack, 'config', {
      ...place,
      name: 'petclinic-dev',
      channelName: 'petclinic-dev',
      roleName: 'petclinic-dev-config',
      resourceTypes: ['AWS::S3::Bucket'],
      bucketName: 'petclinic-archive',
      kmsKeyArn: 'arn:aws:kms:us-west-2:123456789012:key/1',
    });
    new SnsTopic(stack, 'after', { dependsOn: [recording] });
  });

  test('records the given types and no other, each change', () => {
    expect(made['aws_config_configuration_recorder']?.['config_recorder']).toMatchObject({
      role_arn: '${aws_iam_role.config_role_role.arn}',
      recording_group: {
        all_supported: false,
        include_global_resource_types: false,
        resource_types: ['AWS::S3::Bucket'],
        recording_strategy: [{ use_only: 'INCLUSION_BY_RESOURCE_TYPES' }],
      },
      recording_mode: { recording_frequency: 'CONTINUOUS' },
    });
  });

  test('delivers encrypted, a snapshot each day', () => {
    expect(made['aws_config_delivery_channel']?.['config_channel']).toMatchObject({
      s3_bucket_name: 'petclinic-archive',
      s3_kms_key_arn: 'arn:aws:kms:us-west-2:123456789012:key/1',
      snapshot_delivery_properties: { delivery_frequency: 'TwentyFour_Hours' },
    });
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

test('bucket and key let AWS Config in, for this account', () => {
  expect(statementsOf(policyDocument(...configDeliveryToBucket(delivery)))).toMatchObject({
    ConfigLooksAtBucket: {
      Principal: { Service: 'config.amazonaws.com' },
      Action: ['s3:GetBucketAcl', 's3:ListBucket'],
      Resource: ['arn:aws:s3:::petclinic-archive'],
      Condition: forUs,
    },
    ConfigDelivers: {
      Principal: { Service: 'config.amazonaws.com' },
      Action: ['s3:PutObject'],
      Resource: [`arn:aws:s3:::petclinic-archive/AWSLogs/${ACCOUNT}/Config/*`],
      Condition: {
        StringEquals: { 'aws:SourceAccount': ACCOUNT, 's3:x-amz-acl': 'bucket-owner-full-control' },
        ArnLike: forUs.ArnLike,
      },
    },
  });
  expect(Object.values(statementsOf(policyDocument(configDeliveryWithKey(delivery))))).toMatchObject([
    {
      Principal: { Service: 'config.amazonaws.com' },
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Condition: forUs,
    },
  ]);
});

test('a rule looks at the types it names when they change, and once a day where it names none', () => {
  const made = resourcesOf((stack) => {
    new ConfigRules(stack, 'rules', {
      rules: {
        daily: {
          identifier: 'VPC_FLOW_LOGS_ENABLED',
          wants: 'Flow logs',
          parameters: { trafficType: 'ALL' },
        },
        'on-change': { identifier: 'S3_BUCKET_SSL_REQUESTS_ONLY', wants: 'TLS', types: ['AWS::S3::Bucket'] },
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
