import { PolicyStatement } from '../../support/policy-documents';
import { ACCOUNT } from '../../support/values';
import { found, policy } from '../support/cases';
import { snsTopicAdmitsItsPublishers } from './sns-topic-admits-its-publishers';

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

const topic = (onTopic: Partial<PolicyStatement>, onKey: Partial<PolicyStatement>) =>
  found(snsTopicAdmitsItsPublishers, {
    aws_kms_key: { own: { policy: grant(['kms:Decrypt', 'kms:GenerateDataKey'], onKey) } },
    aws_sns_topic: { alarms: { name: 'alarms', kms_master_key_id: '${aws_kms_key.own.arn}' } },
    aws_sns_topic_policy: {
      alarms: { arn: '${aws_sns_topic.alarms.arn}', policy: grant(['sns:Publish'], onTopic) },
    },
  });

test('a topic that with its key lets alarms publish complies', () => {
  expect(topic({}, {})).toEqual([]);
});

test.each<[string, Partial<PolicyStatement>, Partial<PolicyStatement>]>([
  ['policy lets nobody publish', { Action: 'sns:GetTopicAttributes' }, {}],
  ['policy names no source', { Condition: undefined }, {}],
  ['key gives no data key', {}, { Action: 'kms:Decrypt' }],
  ['key names no source', {}, { Condition: undefined }],
  ['key lets another service in', {}, { Principal: { Service: 'events.amazonaws.com' } }],
])('a topic whose %s is found', (_, onTopic, onKey) => {
  expect(topic(onTopic, onKey)).toEqual(['aws_sns_topic.alarms']);
});
