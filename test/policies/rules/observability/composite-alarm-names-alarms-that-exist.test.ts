import { Body } from '../../../support/estate';
import { foundIn, stack } from '../../support/cases';
import { rule } from './composite-alarm-names-alarms-that-exist';

const depends_on = [
  'aws_cloudwatch_metric_alarm.cpu',
  'aws_cloudwatch_metric_alarm.errors',
  'aws_cloudwatch_composite_alarm.other',
];

const lifecycle = { create_before_destroy: true };

const found = (
  path: Body,
  other: Body = { alarm_rule: 'ALARM(cpu)', depends_on },
  errors: Body = {},
): string[] =>
  foundIn(rule, {
    'prod-observability': stack({ aws_cloudwatch_metric_alarm: { memory: { alarm_name: 'memory' } } }),
    'dev-observability': stack({
      aws_cloudwatch_metric_alarm: {
        cpu: { alarm_name: 'cpu', lifecycle },
        errors: { alarm_name: 'errors', lifecycle, ...errors },
      },
      aws_cloudwatch_composite_alarm: {
        path: { alarm_name: 'path', depends_on, lifecycle, ...path },
        other: { alarm_name: 'other', lifecycle, ...other },
      },
    }),
  });

test.each([
  'ALARM("cpu")',
  'ALARM(cpu) OR ALARM("errors")',
  '(ALARM("cpu") OR OK(other)) AND NOT (INSUFFICIENT_DATA("errors") OR FALSE)',
])('%s complies', (alarm_rule) => {
  expect(found({ alarm_rule })).toEqual([]);
});

const PATH = 'dev-observability/aws_cloudwatch_composite_alarm.path';
const many = Array.from({ length: 101 }, (_, i) => `ALARM("a${i}")`).join(' OR ');

test.each<[string, Body]>([
  ['an alarm that is not there', { alarm_rule: 'ALARM("cpu") OR ALARM("gone")' }],
  ['one of another environment', { alarm_rule: 'ALARM("memory")' }],
  ['a suppressor that is not there', { alarm_rule: 'ALARM("cpu")', actions_suppressor: { alarm: 'gone' } }],
  ['an alarm that may be made after it', { alarm_rule: 'ALARM("cpu")', depends_on: [] }],
  ['itself', { alarm_rule: 'ALARM("path")' }],
  ['a word that is no operator', { alarm_rule: 'ALARM("cpu") || ALARM("errors")' }],
  ['an operator without an end', { alarm_rule: 'ALARM("cpu") OR' }],
  ['a bracket that stays open', { alarm_rule: '(ALARM("cpu")' }],
  ['nothing', { alarm_rule: '' }],
  ['too many', { alarm_rule: many }],
  ['too long a rule', { alarm_rule: Array.from({ length: 900 }, () => 'ALARM("cpu")').join(' OR ') }],
])('%s is found', (_, path) => {
  expect([...new Set(found(path))]).toEqual([PATH]);
});

test.each<[string, Body]>([
  ['nothing of when it goes', {}],
  ['that it goes first', { create_before_destroy: false }],
])('an alarm that says %s is found where a rule names it', (_, life) => {
  expect(found({ alarm_rule: 'ALARM("errors")' }, undefined, { lifecycle: life })).toEqual([PATH]);
});

test('two that name each other are found', () => {
  const other = { alarm_rule: 'ALARM("path")', depends_on: ['aws_cloudwatch_composite_alarm.path'] };
  expect(found({ alarm_rule: 'ALARM("other")' }, other)).toEqual([PATH, PATH.replace('.path', '.other')]);
});
