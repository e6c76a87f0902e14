import { blocks, environmentOf, Estate, Resource } from '../../support/estate';
import { unless } from '../rule';
import { attributeBehind, WatchedMetric } from './alarms';
import { Published, publishedAs } from './published-metrics';

/** Reasons for which nobody publishes a metric that a resource refers to. */
export function metricProblems(estate: Estate, user: Resource, metric: WatchedMetric): string[] {
  const { namespace, name, statistic } = metric;
  const dimensions = Object.keys(metric.dimensions);
  if (!/^(AWS|ECS)\//.test(namespace)) {
    return unless(
      dimensions.length === 0 && isCounted(estate, user, metric),
      `no metric filter of this environment makes ${namespace} ${name}${dimensions.length === 0 ? '' : ` with ${dimensions.join(', ')}`}`,
    );
  }
  const published = publishedAs(namespace, name, dimensions);
  if (published === undefined) {
    return [
      `${namespace} has no ${name} by ${dimensions.join(', ') || 'nothing'}; if AWS publishes it, add it to test/policies/support/published-metrics.ts`,
    ];
  }
  const useful = published.metrics[name] ?? [];
  return [
    ...unless(
      useful.includes(statistic),
      `the ${statistic} of ${name} says nothing; take one of ${useful.join(', ')} (${published.source})`,
    ),
    ...Object.entries(published.dimensions).flatMap(([dimension, source]) =>
      dimensionProblems(estate, user, dimension, metric.dimensions[dimension], source),
    ),
  ];
}

function dimensionProblems(
  estate: Estate,
  user: Resource,
  dimension: string,
  value: unknown,
  source: Published['dimensions'][string],
): string[] {
  if (source === 'the region' || 'literal' in source) {
    const wanted = source === 'the region' ? estate.region(user) : source.literal;
    return unless(value === wanted, `${dimension} is ${String(value)} instead of ${wanted}`);
  }
  const { type, attribute, publishes } = source;
  const behind = attributeBehind(estate, user, value);
  if (behind?.resource.type !== type || behind.name !== attribute) {
    return [`${dimension}, ${String(value)}, is not the ${attribute} of an ${type} of our stacks`];
  }
  return unless(
    publishes === undefined || publishes(behind.resource),
    `${behind.resource.address} does not publish this metric: its setting for metrics is off`,
  );
}

const isCounted = (estate: Estate, user: Resource, { namespace, name }: WatchedMetric): boolean =>
  estate
    .ofType('aws_cloudwatch_log_metric_filter')
    .filter((filter) => environmentOf(filter) === environmentOf(user))
    .flatMap(({ body }) => blocks(body, 'metric_transformation'))
    .some((made) => made['namespace'] === namespace && made['name'] === name);
