import { metricsOf } from './metric';

/**
 * Metrics of a Lambda function, over all its versions and aliases. Durations are in milliseconds.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 */
export function functionMetrics(functionName: string) {
  const metric = metricsOf('AWS/Lambda', { FunctionName: functionName });
  return {
    invocations: metric('Invocations', 'Sum'),
    errors: metric('Errors', 'Sum'),
    throttles: metric('Throttles', 'Sum'),
    duration: metric('Duration', 'p90'),
    concurrency: metric('ConcurrentExecutions', 'Maximum'),
  };
}
