import { found } from '../support/cases';
import { snsTopicHasCustomerKey } from './sns-topic-has-customer-key';

const topic = (kms_master_key_id?: string) =>
  found(snsTopicHasCustomerKey, {
    aws_kms_key: { own: {} },
    aws_sns_topic: { alarms: { kms_master_key_id } },
  });

test('a topic with a key of ours complies', () => {
  expect(topic('${aws_kms_key.own.arn}')).toEqual([]);
});

test.each([[undefined], ['alias/aws/sns'], ['${aws_kms_key.gone.arn}']])(
  'a topic with %j is found',
  (key) => {
    expect(topic(key)).toEqual(['aws_sns_topic.alarms']);
  },
);
