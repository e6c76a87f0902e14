import { ConfigConfigurationRecorder } from '@cdktf/provider-aws/lib/config-configuration-recorder';
import { ConfigConfigurationRecorderStatus } from '@cdktf/provider-aws/lib/config-configuration-recorder-status';
import { ConfigDeliveryChannel } from '@cdktf/provider-aws/lib/config-delivery-channel';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { BaseStack } from '../../core/base-stack';
import { configDeliveryByRole } from './config-delivery';
import { ServiceRole } from './service-role';

/**
 * The AWS managed policy for this role: to record a type, AWS Config reads it and its related resources, and the rights
 * that this takes grow with each type.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWS_ConfigRole.html
 */
const READ_POLICY = 'arn:aws:iam::aws:policy/service-role/AWS_ConfigRole';

export interface ConfigRecorderProps {
  readonly name: string;
  readonly channelName: string;
  readonly roleName: string;
  /** Resource types to record, such as `AWS::S3::Bucket`. */
  readonly resourceTypes: readonly string[];
  /** Bucket for histories and daily snapshots; its policy admits AWS Config. */
  readonly bucketName: string;
  /** ARN of the bucket's key, whose policy admits AWS Config, too. */
  readonly kmsKeyArn: string;
}

/**
 * AWS Config, switched on: a recorder of the given types with a delivery channel. There is one for an account and a
 * region.
 *
 * The role is our own, not AWS's service-linked one, which every recorder of the account shares: nobody may own that, and
 * in a new account it does not exist.
 *
 * The order is AWS's: no channel without a recorder, no recording without a channel; and back, a channel goes only when
 * nothing is recorded any more.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/stop-start-recorder.html
 */
export class ConfigRecorder extends Construct {
  /** Recorder status that rules depend on: AWS takes them only where there is a recorder. */
  readonly recording: ITerraformDependable;

  constructor(scope: Construct, id: string, props: ConfigRecorderProps) {
    super(scope, id);
    const { bucketName, kmsKeyArn } = props;
    const role = new ServiceRole(this, 'role', {
      name: props.roleName,
      description: 'AWS Config reads what it records, and delivers it',
      service: 'config.amazonaws.com',
      statements: configDeliveryByRole(bucketName, BaseStack.of(this).accountId, kmsKeyArn),
      managedPolicies: { read: READ_POLICY },
    });
    const recorder = new ConfigConfigurationRecorder(this, 'recorder', {
      name: props.name,
      roleArn: role.arn,
      recordingGroup: {
        allSupported: false,
        includeGlobalResourceTypes: false,
        resourceTypes: [...props.resourceTypes],
        recordingStrategy: [{ useOnly: 'INCLUSION_BY_RESOURCE_TYPES' }],
      },
      recordingMode: { recordingFrequency: 'CONTINUOUS' },
      dependsOn: [role.rights],
    });
    const channel = new ConfigDeliveryChannel(this, 'channel', {
      name: props.channelName,
      s3BucketName: bucketName,
      s3KmsKeyArn: kmsKeyArn,
      snapshotDeliveryProperties: { deliveryFrequency: 'TwentyFour_Hours' },
      dependsOn: [recorder],
    });
    this.recording = new ConfigConfigurationRecorderStatus(this, 'status', {
      name: recorder.name,
      isEnabled: true,
      dependsOn: [channel],
    });
  }
}
