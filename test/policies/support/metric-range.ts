import { blocks, environmentOf, Estate, Resource } from '../../support/estate';
import { resourceOf, WatchedMetric } from './alarms';
import { connectionRange, databaseRange } from './database-range';
import { Range, scaledTo, tasks } from './task-range';

/** Nothing at rest, and no end. */
const UNBOUNDED: Range = { lowest: 0, highest: Infinity, resting: 0 };
const PERCENT: Range = { lowest: 0, highest: 100, resting: 0 };

type RangeOf = (estate: Estate, alarm: Resource, metric: WatchedMetric) => Range;

/** By namespace and metric, what our own configuration says of it. */
const RANGES: Readonly<Record<string, RangeOf>> = {
  'AWS/ApiGateway Count': (estate, alarm, metric) => passing(estate, alarm, metric),
  'AWS/ApiGateway 5XXError': (estate, alarm, metric) => passing(estate, alarm, metric),
  'AWS/ApiGateway Latency': (estate, alarm) => upTo(1000 * longestIntegration(estate, alarm)),
  'AWS/ApplicationELB RequestCount': (estate, alarm, metric) => passing(estate, alarm, metric),
  'AWS/ApplicationELB HTTPCode_ELB_5XX_Count': (estate, alarm, metric) => passing(estate, alarm, metric),
  'AWS/ApplicationELB HTTPCode_Target_5XX_Count': (estate, alarm, metric) => passing(estate, alarm, metric),
  // Whom the gateway has given up on, nobody counts.
  'AWS/ApplicationELB TargetResponseTime': (estate, alarm, metric) =>
    upTo(
      Math.min(
        Number(resourceOf(estate, alarm, metric, 'LoadBalancer')?.body['idle_timeout'] ?? 60),
        longestIntegration(estate, alarm),
      ),
    ),
  'AWS/ApplicationELB UnHealthyHostCount': (estate, alarm, metric) => {
    const group = resourceOf(estate, alarm, metric, 'TargetGroup');
    const service = estate
      .ofType('aws_ecs_service')
      .find((candidate) =>
        blocks(candidate.body, 'load_balancer').some(
          (balancer) => estate.target(candidate, balancer['target_group_arn']) === group,
        ),
      );
    return { ...tasks(estate, service), resting: 0 };
  },
  'AWS/ECS CPUUtilization': (estate, alarm, metric) => ({
    ...PERCENT,
    // Scaling holds it there under any load that more tasks can bear.
    resting: scaledTo(estate, resourceOf(estate, alarm, metric, 'ServiceName')),
  }),
  'AWS/ECS MemoryUtilization': () => PERCENT,
  'ECS/ContainerInsights RunningTaskCount': (estate, alarm, metric) =>
    tasks(estate, resourceOf(estate, alarm, metric, 'ServiceName')),
  'AWS/RDS CPUUtilization': () => PERCENT,
  'AWS/RDS ACUUtilization': databaseRange.acuUtilization,
  'AWS/RDS FreeableMemory': databaseRange.freeableMemory,
  'AWS/RDS AuroraReplicaLag': databaseRange.replicaLag,
  'AWS/RDS DatabaseConnections': connectionRange,
  'AWS/Lambda Errors': (estate, alarm, metric) => invocations(estate, alarm, metric),
  'AWS/Lambda Throttles': (estate, alarm, metric) => invocations(estate, alarm, metric),
  'AWS/Lambda Duration': (estate, alarm, metric) =>
    upTo(1000 * Number(resourceOf(estate, alarm, metric, 'FunctionName')?.body['timeout'] ?? 3)),
  'AWS/NATGateway ErrorPortAllocation': () => UNBOUNDED,
  'AWS/WAFV2 BlockedRequests': () => UNBOUNDED,
};

/** @returns undefined for a metric of AWS that {@link RANGES} does not have */
export const rangeOf = (estate: Estate, alarm: Resource, metric: WatchedMetric): Range | undefined =>
  /^(AWS|ECS)\//.test(metric.namespace)
    ? RANGES[`${metric.namespace} ${metric.name}`]?.(estate, alarm, metric)
    : // Lines of a log, counted.
      UNBOUNDED;

const upTo = (highest: number): Range => ({ lowest: 0, highest, resting: 0 });

const sameEnvironment = (estate: Estate, alarm: Resource, type: string): Resource[] =>
  estate.ofType(type).filter((resource) => environmentOf(resource) === environmentOf(alarm));

/** Requests that the gateway lets through in a period: what it throttles everybody to. */
const passing = (estate: Estate, alarm: Resource, { periodSeconds }: WatchedMetric): Range =>
  upTo(periodSeconds * Math.max(0, ...rateLimits(estate, alarm, (path) => path === '*/*')));

const rateLimits = (estate: Estate, alarm: Resource, of: (methodPath: string) => boolean): number[] =>
  sameEnvironment(estate, alarm, 'aws_api_gateway_method_settings')
    .filter(({ body }) => of(String(body['method_path'])))
    .flatMap(({ body }) => blocks(body, 'settings'))
    .map((settings) => Number(settings['throttling_rate_limit'] ?? Infinity));

/** Seconds. */
const longestIntegration = (estate: Estate, alarm: Resource): number =>
  Math.max(
    0,
    ...sameEnvironment(estate, alarm, 'aws_api_gateway_integration').map(
      ({ body }) => Number(body['timeout_milliseconds'] ?? 29_000) / 1000,
    ),
  );

/** How often a function runs in a period: when the API calls it, as often as that lets through; else once in a deployment. */
function invocations(estate: Estate, alarm: Resource, metric: WatchedMetric): Range {
  const lambda = resourceOf(estate, alarm, metric, 'FunctionName');
  const called = estate
    .ofType('aws_lambda_alias')
    .some((alias) => lambda !== undefined && estate.target(alias, alias.body['function_name']) === lambda);
  if (!called) return upTo(1);
  const own = rateLimits(estate, alarm, (path) => path !== '*/*');
  return upTo(metric.periodSeconds * Math.min(...(own.length > 0 ? own : [Infinity])));
}
