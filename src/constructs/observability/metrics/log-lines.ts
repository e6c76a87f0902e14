import { metricsOf } from './metric';
import { NAME_PREFIX } from '../../../lib/name-prefix';

/**
 * The metrics that filters make of log lines: how many lines of a kind were written. They have no dimensions, since a filter
 * takes their values from the line itself; service and environment are in the names.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/MonitoringLogData.html
 */
export function logLineMetrics(environment: string) {
  const metric = metricsOf(`${NAME_PREFIX}/${environment}`, {});
  return {
    /** Lines that a service's logger wrote at the level ERROR. */
    errorLines: (service: string) => metric(`${service}-error-lines`, 'Sum'),
    genai: {
      /** Lines that the GenAI function wrote at the level ERROR: it answers 503 itself, so for Lambda all went well. */
      errorLines: metric('genai-error-lines', 'Sum'),
      /** Tools of the assistant that could not do what they were called for. */
      toolFailures: metric('genai-tool-failures', 'Sum'),
    },
    /** Statements that took the database longer than its `long_query_time`. */
    slowQueries: metric('slow-queries', 'Sum'),
  };
}
