import { PolicyStatement } from '../../support/policy-documents';
import { ACCOUNT } from '../../support/values';
import { found, policy } from '../support/cases';
import { alarmReachesItsTopic } from './alarm-reaches-its-topic';

const fromAlarms: PolicyStatement['Condition'] = {
  StringEquals: { 'aws:SourceAccount': ACCOUNT },
  ArnLike: { 'aws:SourceArn': `arn:aws:cloudwatch:us-west-2:${ACCOUNT}:alarm:dev-*` },
};
const grant = (Action: string[], change: Partial<PolicyStatement>) =>
  policy({
    Effect: 'Allow',
    Principal: { Service: 'cloudwatch.amazonaws.com' },
    Action,
    Resource: '*',
    Condition: fromAlarms,
    ...change,
  });

const alarm = (alarm_name: string, onKey: Partial<PolicyStatement> = {}) =>
  found(alarmReachesItsTopic, {
    aws_kms_key: { own: { policy: grant(['kms:Decrypt', 'kms:GenerateDataKey'], onKey) } },
    aws_sns_topic: { alarms: { name: 'alarms', kms_master_key_id: '${aws_kms_key.own.arn}' } },
    aws_sns_topic_policy: {
      alarms: { arn: '${aws_sns_topic.alarms.arn}', policy: grant(['sns:Publish'], {}) },
    },
    aws_cloudwatch_metric_alarm: { errors: { alarm_name, alarm_actions: ['${aws_sns_topic.alarms.arn}'] } },
  });

test('an alarm whose name topic and key let in complies', () => {
  expect(alarm('dev-errors')).toEqual([]);
});

test('an alarm of another name is found, at the topic and at the key', () => {
  expect(alarm('errors')).toEqual([
    'aws_cloudwatch_metric_alarm.errors',
    'aws_cloudwatch_metric_alarm.errors',
  ]);
});

test('an alarm that the key does not let in is found', () => {
  expect(alarm('dev-errors', { Action: 'kms:Decrypt' })).toEqual(['aws_cloudwatch_metric_alarm.errors']);
});
