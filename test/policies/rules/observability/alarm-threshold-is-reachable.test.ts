import { Body } from '../../../support/estate';
import { found as foundBy } from '../../support/cases';
import { rule } from './alarm-threshold-is-reachable';

const found = (alarm: Body): string[] =>
  foundBy(rule, { aws_cloudwatch_metric_alarm: { alarm: { ...one('Errors', 1), ...alarm } } });

const one = (metric_name: string, threshold: number): Body => ({
  metric_name,
  threshold,
  period: 300,
  evaluation_periods: 3,
});

const metric = (id: string, metric_name: string): Body => ({ id, metric: { metric_name, period: 300 } });

const failures = (expression: string, threshold = 10): Body => ({
  threshold,
  metric_query: [
    { id: 'value', expression, return_data: true },
    metric('requests', 'RequestCount'),
    metric('errors', 'HTTPCode_Target_5XX_Count'),
  ],
});

test.each<[string, Body]>([
  ['one failure', {}],
  ['a share of few failures', failures('IF(FILL(errors, 0) >= 3, 100 * FILL(errors, 0) / requests, 0)')],
  ['a share of any failures', failures('100 * errors / requests')],
  ['percent below 100', one('CPUUtilization', 99)],
])('%s complies', (_, alarm) => {
  expect(found(alarm)).toEqual([]);
});

test.each<[string, Body]>([
  ['a share of many requests only', failures('IF(requests >= 100, 100 * errors / requests, 0)')],
  ['the same with gaps filled', failures('IF(FILL(requests, 0) > 99, 100 * errors / requests, 0)')],
  ['a share of many failures only', failures('IF(errors >= 21, 100 * errors / requests, 0)')],
  ['all and more', failures('100 * errors / requests', 100)],
  ['a name that is not there', failures('100 * faults / requests')],
  ['all of 100 percent', one('MemoryUtilization', 100)],
  ['a time after the gateway gave up', one('Latency', 29_000)],
  ['a period that is no multiple of a minute', { period: 90 }],
  ['more bad periods than there are', { datapoints_to_alarm: 4 }],
  ['more than a day', { evaluation_periods: 289 }],
])('%s is found', (_, alarm) => {
  expect([...new Set(found(alarm))]).toEqual(['aws_cloudwatch_metric_alarm.alarm']);
});
