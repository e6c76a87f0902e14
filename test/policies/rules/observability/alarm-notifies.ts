import { listOf } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';
import { METRIC_ALARM } from '../../support/alarms';

export const rule: Rule = {
  reason:
    'An alarm without a topic of its own changes its color in a console that nobody looks at. A mail about its beginning alone leaves open whether the fault is over.',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-actions.html',
  check: (estate) => [
    ...findingsAt(estate.ofType(METRIC_ALARM), (alarm) => [
      ...['alarm_actions', 'ok_actions'].flatMap((actions) =>
        unless(
          listOf(alarm.body[actions]).length > 0 &&
            estate.targets(alarm, alarm.body[actions]).every(({ type }) => type === 'aws_sns_topic'),
          `its ${actions} name no topic`,
        ),
      ),
      ...unless(alarm.body['actions_enabled'] !== false, 'its actions are off'),
    ]),
    ...findingsAt(estate.ofType('aws_sns_topic_subscription'), ({ body }) => [
      ...unless(body['filter_policy'] === undefined, 'its filter keeps messages back'),
      ...unless(body['protocol'] === 'email', `its messages are for a program: ${String(body['protocol'])}`),
    ]),
    ...findingsAt(estate.ofType('aws_cloudwatch_composite_alarm'), () => [
      'it can silence other alarms: let each metric alarm notify by itself',
    ]),
  ],
};
