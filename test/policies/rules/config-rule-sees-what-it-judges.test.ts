import { Body } from '../../support/estate';
import { found } from '../support/cases';
import { configRuleSeesWhatItJudges } from './config-rule-sees-what-it-judges';

const STATUS = 'aws_config_configuration_recorder_status.own';
const onChange = { scope: { compliance_resource_types: ['AWS::S3::Bucket'] }, depends_on: [STATUS] };

const rule = (body: Body, is_enabled = true): string[] =>
  found(configRuleSeesWhatItJudges, {
    aws_config_configuration_recorder: { own: { recording_group: { resource_types: ['AWS::S3::Bucket'] } } },
    aws_config_configuration_recorder_status: {
      own: { name: '${aws_config_configuration_recorder.own.name}', is_enabled },
    },
    aws_config_config_rule: { one: body },
  });

test('a rule complies that waits for changes of what is recorded, and so does one that looks every day', () => {
  expect(rule(onChange)).toEqual([]);
  expect(rule({ maximum_execution_frequency: 'TwentyFour_Hours', depends_on: [STATUS] })).toEqual([]);
});

test.each<[string, Body]>([
  [
    'waits for changes of what is not recorded',
    { ...onChange, scope: { compliance_resource_types: ['AWS::EC2::VPC'] } },
  ],
  ['does not wait for the recorder', { ...onChange, depends_on: [] }],
  ['looks at nothing at no time', { depends_on: [STATUS] }],
  ['is of both kinds', { ...onChange, maximum_execution_frequency: 'TwentyFour_Hours' }],
])('a rule that %s is found', (_, body) => {
  expect(rule(body)).toEqual(['aws_config_config_rule.one']);
});

test('a rule for a recorder that is off is found', () => {
  expect(rule(onChange, false)).toEqual(['aws_config_config_rule.one']);
});
