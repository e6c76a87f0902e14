import { LogLineMetric } from '../../../src/constructs/observability/log-line-metric';
import { metricsOf } from '../../../src/constructs/observability/metrics/metric';
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

test('a metric with dimensions, which the lines do not have, is refused', () => {
  expect(() => made({ Service: 'vets' })).toThrow('has the dimensions Service; allowed: none');
});
