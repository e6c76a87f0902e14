import { Body } from '../../support/estate';
import { found } from '../support/cases';
import { metricFilterCountsFromZero } from './metric-filter-counts-from-zero';

const filter = (change: Body) =>
  found(metricFilterCountsFromZero, {
    aws_cloudwatch_log_metric_filter: {
      errors: { metric_transformation: { value: '1', default_value: '0', ...change } },
    },
  });

test('a filter that counts lines, and zero without any, complies', () => {
  expect(filter({})).toEqual([]);
});

test.each([
  ['no default', { default_value: undefined }],
  ['another default', { default_value: '1' }],
  ['a value out of the line', { value: '$.latency' }],
  ['dimensions', { dimensions: { Service: '$.service' } }],
])('a filter with %s is found', (_, change) => {
  expect(filter(change)).toEqual(['aws_cloudwatch_log_metric_filter.errors']);
});
