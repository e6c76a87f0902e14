import { Body } from '../../../support/estate';
import { foundIn, stack } from '../../support/cases';
import { rule } from './alarm-can-fire';

interface Estate {
  readonly acu?: readonly [min: number, max: number];
  readonly instances?: number;
  readonly tasks?: readonly [min: number, max: number];
  readonly timeout?: number;
  readonly rate?: number;
}

const ALARM = 'dev-observability/aws_cloudwatch_metric_alarm.alarm';

/** An alarm beside a database, a service with a pool of five, the GenAI function and a gateway. */
function found(
  alarm: Body,
  {
    acu: [min_capacity, max_capacity] = [0.5, 1],
    instances = 2,
    tasks = [1, 4],
    timeout = 27,
    rate = 100,
  }: Estate = {},
): string[] {
  const container = {
    environment: [{ name: 'SPRING_DATASOURCE_HIKARI_MAXIMUMPOOLSIZE', value: '5' }],
  };
  return foundIn(rule, {
    'dev-observability': stack({
      aws_rds_cluster: { db: { serverlessv2_scaling_configuration: { min_capacity, max_capacity } } },
      aws_rds_cluster_instance: Object.fromEntries(
        Array.from({ length: instances }, (_, i) => [
          `i${i}`,
          { cluster_identifier: '${aws_rds_cluster.db.id}' },
        ]),
      ),
      aws_ecs_task_definition: { app: { container_definitions: JSON.stringify([container]) } },
      aws_ecs_service: {
        app: {
          name: 'app',
          deployment_maximum_percent: 200,
          task_definition: '${aws_ecs_task_definition.app.arn}',
          load_balancer: [{ target_group_arn: '${aws_lb_target_group.app.arn}' }],
        },
      },
      aws_lb: { lb: { idle_timeout: 35 } },
      aws_lb_target_group: { app: {} },
      aws_appautoscaling_target: {
        app: {
          resource_id: 'service/c/${aws_ecs_service.app.name}',
          min_capacity: tasks[0],
          max_capacity: tasks[1],
        },
      },
      aws_appautoscaling_policy: {
        app: {
          resource_id: '${aws_appautoscaling_target.app.resource_id}',
          target_tracking_scaling_policy_configuration: { target_value: 70 },
        },
      },
      aws_lambda_function: {
        genai: { timeout, environment: { variables: { DATABASE_HOST: 'db' } } },
        migration: {},
      },
      aws_lambda_alias: { live: { function_name: '${aws_lambda_function.genai.function_name}' } },
      aws_api_gateway_integration: { any: { timeout_milliseconds: 29_000 } },
      aws_api_gateway_method_settings: {
        all: { method_path: '*/*', settings: { throttling_rate_limit: rate } },
        genai: { method_path: '~1api~1genai/POST', settings: { throttling_rate_limit: 5 } },
      },
      aws_cloudwatch_metric_alarm: { alarm },
    }),
  });
}

const INSTANCE = { DBInstanceIdentifier: '${aws_rds_cluster_instance.i0.identifier}' };
const SERVICE = { ServiceName: '${aws_ecs_service.app.name}' };
const GENAI = { FunctionName: '${aws_lambda_function.genai.function_name}' };
const MIGRATION = { FunctionName: '${aws_lambda_function.migration.function_name}' };
const TARGET = {
  LoadBalancer: '${aws_lb.lb.arn_suffix}',
  TargetGroup: '${aws_lb_target_group.app.arn_suffix}',
};

const OPERATORS: Readonly<Record<string, string>> = {
  '>': 'GreaterThanThreshold',
  '>=': 'GreaterThanOrEqualToThreshold',
  '<': 'LessThanThreshold',
  '<=': 'LessThanOrEqualToThreshold',
};

/** An alarm such as `AWS/RDS CPUUtilization > 85`. */
function on(condition: string, dimensions: Body = {}): Body {
  const [namespace = '', metric_name = '', operator = '', threshold = ''] = condition.split(' ');
  return {
    namespace,
    metric_name,
    dimensions,
    statistic: 'Average',
    comparison_operator: OPERATORS[operator],
    threshold: Number(threshold),
    period: 300,
    evaluation_periods: 3,
  };
}

const onErrors = (expression: string, threshold: number): Body => ({
  metric_query: [
    { id: 'value', expression, return_data: true },
    {
      id: 'requests',
      metric: { namespace: 'AWS/ApiGateway', metric_name: 'Count', stat: 'Sum', period: 300 },
    },
    {
      id: 'errors',
      metric: { namespace: 'AWS/ApiGateway', metric_name: '5XXError', stat: 'Sum', period: 300 },
    },
  ],
  comparison_operator: OPERATORS['>'],
  threshold,
  evaluation_periods: 1,
});

test.each<[string, Body, Estate?]>([
  ['percent below 100', on('AWS/RDS CPUUtilization > 99', INSTANCE)],
  ['all of 100 percent', on('AWS/RDS CPUUtilization >= 100', INSTANCE)],
  ['capacity above that of an idle database', on('AWS/RDS ACUUtilization >= 51', INSTANCE)],
  ['memory that a database at its maximum may lack', on('AWS/RDS FreeableMemory < 107374182', INSTANCE)],
  ['a lag behind a writer', on('AWS/RDS AuroraReplicaLag > 1000', INSTANCE)],
  ['connections up to the limit', on('AWS/RDS DatabaseConnections > 56', INSTANCE)],
  [
    'the limit itself, where tasks ask for more',
    on('AWS/RDS DatabaseConnections >= 90', INSTANCE),
    { tasks: [1, 20] },
  ],
  ['fewer tasks than there have to be', on('ECS/ContainerInsights RunningTaskCount < 1', SERVICE)],
  ['CPU above what scaling holds', on('AWS/ECS CPUUtilization > 70', SERVICE)],
  ['one unhealthy task', on('AWS/ApplicationELB UnHealthyHostCount >= 1', TARGET)],
  ['a time just below the timeout', on('AWS/Lambda Duration >= 27000', GENAI)],
  ['one failure of what runs once', on('AWS/Lambda Errors >= 1', MIGRATION)],
  ['as many failures as the API lets through', on('AWS/Lambda Errors >= 1500', GENAI)],
  ['a share of enough requests', onErrors('IF(requests >= 20, 100 * FILL(errors, 0) / requests, 0)', 10)],
  ['any log line', on('PetClinic/dev error-lines >= 1')],
])('%s complies', (_, alarm, estate = {}) => {
  expect(found(alarm, estate)).toEqual([]);
});

test.each<[string, Body, Estate?]>([
  ['more than 100 percent', on('AWS/RDS CPUUtilization > 100', INSTANCE)],
  ['capacity that an idle database has', on('AWS/RDS ACUUtilization >= 50', INSTANCE)],
  ['capacity of a database that cannot scale', on('AWS/RDS ACUUtilization >= 95', INSTANCE), { acu: [2, 2] }],
  ['less memory than an idle database has', on('AWS/RDS FreeableMemory < 2147483648', INSTANCE)],
  ['a lag without a reader', on('AWS/RDS AuroraReplicaLag > 1000', INSTANCE), { instances: 1 }],
  ['more connections than are ever asked for', on('AWS/RDS DatabaseConnections > 57', INSTANCE)],
  ['more than the database takes', on('AWS/RDS DatabaseConnections > 90', INSTANCE), { tasks: [1, 20] }],
  ['connections that the pools hold at rest', on('AWS/RDS DatabaseConnections >= 5', INSTANCE)],
  ['the least number of tasks', on('ECS/ContainerInsights RunningTaskCount <= 1', SERVICE)],
  ['fewer tasks than the least number', on('ECS/ContainerInsights RunningTaskCount < 2', SERVICE)],
  ['less than no task', on('ECS/ContainerInsights RunningTaskCount < 0', SERVICE)],
  ['CPU that scaling holds', on('AWS/ECS CPUUtilization >= 70', SERVICE)],
  ['more unhealthy tasks than run', on('AWS/ApplicationELB UnHealthyHostCount > 8', TARGET)],
  ['a time after the gateway gave up', on('AWS/ApplicationELB TargetResponseTime > 29', TARGET)],
  ['a time for one slow request of two', on('AWS/ApplicationELB TargetResponseTime > 2', TARGET)],
  ['a time after the timeout', on('AWS/Lambda Duration > 27000', GENAI)],
  ['two failures of what runs once', on('AWS/Lambda Errors >= 2', MIGRATION)],
  ['more failures than the API lets through', on('AWS/Lambda Errors > 1500', GENAI)],
  ['a share of any number of requests', onErrors('100 * errors / requests', 10)],
  [
    'a share of more requests than come',
    onErrors('IF(requests >= 20, 100 * errors / requests, 0)', 10),
    { rate: 0.05 },
  ],
  ['all and more', onErrors('IF(requests >= 20, 100 * errors / requests, 0)', 30_000 * 100)],
  ['a metric whose range nobody said', on('AWS/SQS NumberOfMessagesSent > 1')],
  ['a period that is no multiple of a minute', { ...on('PetClinic/dev lines >= 1'), period: 90 }],
  ['more bad periods than there are', { ...on('PetClinic/dev lines >= 1'), datapoints_to_alarm: 4 }],
  ['more than a day', { ...on('PetClinic/dev lines >= 1'), evaluation_periods: 289 }],
  ['no comparison', { ...on('PetClinic/dev lines >= 1'), comparison_operator: 'Above' }],
])('%s is found', (_, alarm, estate = {}) => {
  expect(found(alarm, estate)).toEqual([ALARM]);
});
