import { found } from '../support/cases';
import { configRecordsWhatIsMade } from './config-records-what-is-made';

const recorded = (...resource_types: string[]): string[] =>
  found(configRecordsWhatIsMade, {
    aws_config_configuration_recorder: { own: { recording_group: { resource_types } } },
    aws_s3_bucket: { logs: {} },
    aws_s3_bucket_versioning: { logs: {} },
    aws_ssm_parameter: { url: {} },
  });

test('a recorder of everything that AWS Config knows complies', () => {
  expect(recorded('AWS::S3::Bucket')).toEqual([]);
});

test('a recorder that leaves a type out is found', () => {
  expect(recorded('AWS::EC2::VPC')).toEqual(['aws_config_configuration_recorder.own']);
});

test('a Terraform type that nobody looked up is an error that says where to', () => {
  expect(() =>
    found(configRecordsWhatIsMade, {
      aws_config_configuration_recorder: { own: {} },
      aws_something_new: { one: {} },
    }),
  ).toThrow('Say in test/policies/support/config-types.ts what AWS calls an aws_something_new');
});
