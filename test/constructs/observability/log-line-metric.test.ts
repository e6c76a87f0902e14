import { LogLineMetric } from '../../../src/constructs/observability/log-line-metric';
import { metricsOf } from '../../../src/lib/metrics/metric';
import { resourcesOf } from '../../support/construct';

const made = (dimensions: Record<string, string>) =>
  resourcesOf(
    (stack) =>
      new LogLineMetric(stack, 'errors', {
        name: 'clinic-errors',
        logGroup: '/clinic/vets',
        pattern: 'ERROR',
        metric: metricsOf('Clinic/dev', dimensions)('errors', 'Sum'),
      }),
  );

test('a filter counts lines of its group, and zero where none of them fits', () => {
  expect(made({})['aws_cloudwatch_log_metric_filter']?.['errors_filter']).toEqual({
    name: 'clinic-errors',
    log_group_name: '/clinic/vets',
    pattern: 'ERROR',
    metric_transformation: {
      namespace: 'Clinic/dev',
      name: 'errors',
      value: '1',
      default_value: '0',
      unit: 'Count',
    },
  });
});

test('a metric with dimensions, which the lines do not have, is refused', () => {
  expect(() => made({ Service: 'vets' })).toThrow('has the dimensions Service; allowed: none');
});
