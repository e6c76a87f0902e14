import { blocks, Body, Estate, Place, Resource } from '../../support/estate';

export const METRIC_ALARM = 'aws_cloudwatch_metric_alarm';

/** A metric that an alarm watches. */
export interface WatchedMetric {
  /** Id by which an expression knows it; empty where there is none. */
  readonly id: string;
  readonly namespace: string;
  readonly name: string;
  /** Values as they stand in the configuration: references, mostly. */
  readonly dimensions: Readonly<Record<string, unknown>>;
  readonly statistic: string;
  readonly periodSeconds: number;
}

/** The values that an alarm compares with its threshold. */
export interface Watched {
  /** Metric math over the ids of the metrics. @default the one metric itself */
  readonly expression?: string;
  readonly metrics: readonly WatchedMetric[];
}

export function watchedBy({ body }: Resource): Watched {
  const queries = blocks(body, 'metric_query');
  if (queries.length === 0)
    return { metrics: [metricIn('', body, body['statistic'] ?? body['extended_statistic'])] };
  const expression = queries.find((query) => query['return_data'] === true)?.['expression'];
  return {
    ...(typeof expression === 'string' ? { expression } : {}),
    metrics: queries.flatMap((query) =>
      blocks(query, 'metric').map((metric) => metricIn(String(query['id']), metric, metric['stat'])),
    ),
  };
}

const metricIn = (id: string, body: Body, statistic: unknown): WatchedMetric => ({
  id,
  namespace: String(body['namespace']),
  name: String(body['metric_name']),
  dimensions: (body['dimensions'] ?? {}) as Body,
  statistic: String(statistic),
  periodSeconds: Number(body['period']),
});

/** An attribute of a resource. */
export interface Attribute {
  readonly resource: Resource;
  readonly name: string;
}

/** The attribute that a reference stands for, also through the output of another stack. */
export function attributeBehind(estate: Estate, from: Place, reference: unknown): Attribute | undefined {
  const [, path = ''] = /^\$\{([^{}]+)\}$/.exec(typeof reference === 'string' ? reference : '') ?? [];
  const [, stack, output, key] =
    /^data\.terraform_remote_state\.([\w-]+)\.outputs\.(\w+)(?:\.([\w-]+))?$/.exec(path) ?? [];
  if (stack !== undefined && output !== undefined) {
    const { place, value } = estate.remoteOutput(from, stack, output, key);
    return attributeBehind(estate, place, value);
  }
  const resource = estate.target(from, reference);
  return resource === undefined ? undefined : { resource, name: path.split('.').at(-1) ?? '' };
}

/** The resource whose attribute a dimension of a metric is. */
export const resourceOf = (
  estate: Estate,
  alarm: Resource,
  { dimensions }: WatchedMetric,
  dimension: string,
): Resource | undefined => attributeBehind(estate, alarm, dimensions[dimension])?.resource;
