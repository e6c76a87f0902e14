import { placed, Widget } from './grid';

/**
 * Metrics that all graphs of a dashboard draw at most.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html
 */
const MAX_METRICS = 2500;

/**
 * The body of a dashboard as CloudWatch takes it: the last three hours, each graph with the period that it names.
 *
 * @throws when it is larger than CloudWatch takes
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export function dashboardBody(rows: readonly (readonly Widget[])[]): string {
  const metrics = rows.flat().reduce((sum, { properties }) => sum + metricsIn(properties), 0);
  if (metrics > MAX_METRICS) {
    throw new Error(`The dashboard draws ${metrics} metrics; allowed: at most ${MAX_METRICS}`);
  }
  return JSON.stringify({ start: '-PT3H', periodOverride: 'inherit', widgets: placed(rows) });
}

const metricsIn = (properties: object): number =>
  'metrics' in properties && Array.isArray(properties.metrics) ? properties.metrics.length : 0;
