import { Construct } from 'constructs';
import { byKey } from '../../lib/keyed';
import { FUNCTION_ERROR, SLOW_STATEMENT, SPRING_ERROR, TOOL_FAILED } from './log-patterns';
import { Metric } from './metrics/metric';
import { SystemMetrics } from './metrics/system';
import { SystemLogs } from './system-logs';
import { LogLineMetric } from './log-line-metric';

export interface LogLineMetricsProps {
  readonly metrics: Pick<SystemMetrics, 'services' | 'genai' | 'slowQueries'>;
  readonly logs: Pick<SystemLogs, 'services' | 'genai' | 'slowStatements'>;
  /** Returns the name of the filter that makes a metric. */
  readonly nameOf: (metric: string) => string;
}

/** Every metric made from log lines: errors of services and assistant, the assistant's tools, slow statements. */
export class LogLineMetrics extends Construct {
  constructor(scope: Construct, id: string, { metrics, logs, nameOf }: LogLineMetricsProps) {
    super(scope, id);
    const count = (key: string, logGroup: string, pattern: string, metric: Metric): LogLineMetric =>
      new LogLineMetric(this, key, { name: nameOf(metric.name), logGroup, pattern, metric });
    for (const [service, logGroup] of byKey(logs.services)) {
      const { errorLines } = metrics.services[service] ?? {};
      if (errorLines === undefined)
        throw new Error(`There is a log of ${service}, but no metric for its errors`);
      count(`${service}-errors`, logGroup, SPRING_ERROR, errorLines);
    }
    if (logs.genai !== undefined && metrics.genai !== undefined) {
      count('genai-errors', logs.genai, FUNCTION_ERROR, metrics.genai.errorLines);
      count('genai-tool-failures', logs.genai, TOOL_FAILED, metrics.genai.toolFailures);
    }
    count('slow-statements', logs.slowStatements, SLOW_STATEMENT, metrics.slowQueries);
  }
}
