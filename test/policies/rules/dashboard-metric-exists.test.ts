import { found } from '../support/cases';
import { dashboardMetricExists } from './dashboard-metric-exists';

const dashboard = (...metric: unknown[]) =>
  found(dashboardMetricExists, {
    aws_lambda_function: { genai: { function_name: 'genai' } },
    aws_cloudwatch_log_metric_filter: {
      errors: { metric_transformation: { namespace: 'Clinic/dev', name: 'errors' } },
    },
    aws_cloudwatch_dashboard: {
      main: {
        dashboard_body: JSON.stringify({
          widgets: [
            { type: 'metric', properties: { title: 'Errors', metrics: [metric], region: 'us-west-2' } },
          ],
        }),
      },
    },
  });

test('a metric that AWS publishes for a resource of ours complies', () => {
  expect(
    dashboard('AWS/Lambda', 'Errors', 'FunctionName', '${aws_lambda_function.genai.function_name}', {
      stat: 'Sum',
    }),
  ).toEqual([]);
});

test('a metric that a filter makes complies, and one that none makes is found', () => {
  expect(dashboard('Clinic/dev', 'errors', { stat: 'Sum' })).toEqual([]);
  expect(dashboard('Clinic/dev', 'failures', { stat: 'Sum' })).toEqual(['aws_cloudwatch_dashboard.main']);
});

test.each([
  [
    'name',
    ['AWS/Lambda', 'Error', 'FunctionName', '${aws_lambda_function.genai.function_name}', { stat: 'Sum' }],
  ],
  [
    'dimension',
    ['AWS/Lambda', 'Errors', 'Function', '${aws_lambda_function.genai.function_name}', { stat: 'Sum' }],
  ],
  ['value', ['AWS/Lambda', 'Errors', 'FunctionName', 'genai', { stat: 'Sum' }]],
  [
    'statistic',
    ['AWS/Lambda', 'Errors', 'FunctionName', '${aws_lambda_function.genai.function_name}', { stat: 'p90' }],
  ],
])('another %s is found', (_, metric) => {
  expect(dashboard(...metric)).toEqual(['aws_cloudwatch_dashboard.main']);
});
