import { Body } from '../../../support/estate';
import { found as foundBy } from '../../support/cases';
import { rule } from './alarm-notifies';

const TOPIC = '${aws_sns_topic.alarms.arn}';
const loud = { alarm_actions: [TOPIC], ok_actions: [TOPIC] };

const found = (metric: Body, composites: Record<string, Body> = {}): string[] =>
  foundBy(rule, {
    aws_cloudwatch_metric_alarm: { cpu: { alarm_name: 'cpu', ...metric } },
    aws_cloudwatch_composite_alarm: composites,
  });

const path = { alarm_name: 'path', alarm_rule: 'ALARM("cpu")', ...loud };
const shared = { alarm_name: 'shared', alarm_rule: 'ALARM("cpu")' };

test('an alarm with both actions complies', () => {
  expect(found(loud)).toEqual([]);
});

test('one that a composite alarm tells for complies', () => {
  expect(found({}, { path })).toEqual([]);
});

test('one that silences others complies, if somebody is told of what it is made of', () => {
  const silenced = { ...path, actions_suppressor: { alarm: 'shared' } };
  expect(found(loud, { path: silenced, shared })).toEqual([]);
  expect(found({}, { path: silenced, shared })).toEqual(['aws_cloudwatch_composite_alarm.path']);
});

test.each<[string, Body, Record<string, Body>?]>([
  ['one without actions', {}],
  ['one that does not tell when it is over', { alarm_actions: [TOPIC] }],
  ['one in a composite alarm that tells nobody', {}, { path: { ...path, alarm_actions: [] } }],
])('%s is found', (_, metric, composites = {}) => {
  expect(found(metric, composites)).toContain('aws_cloudwatch_metric_alarm.cpu');
});
