import { foundIn, stack } from '../../support/cases';
import { rule } from './database-fits-max-connections';

interface Case {
  readonly acu?: number;
  readonly maxTasks?: number;
  readonly pool?: string;
  readonly url?: string;
  readonly environment?: string;
  readonly concurrency?: number;
  readonly percent?: number;
}

function estate({
  acu = 1,
  maxTasks,
  pool,
  url = 'SPRING_DATASOURCE_URL',
  environment = 'dev',
  concurrency,
  percent,
}: Case) {
  const container = {
    name: 'customers',
    environment:
      pool === undefined ? [] : [{ name: 'SPRING_DATASOURCE_HIKARI_MAXIMUMPOOLSIZE', value: pool }],
    secrets: [{ name: url, valueFrom: 'arn:aws:ssm:us-west-2:123456789012:parameter/db/url' }],
  };
  const target = {
    max_capacity: maxTasks,
    resource_id:
      'service/${data.terraform_remote_state.platform.outputs.cluster}/${aws_ecs_service.app.name}',
  };
  return foundIn(rule, {
    'dev-data': stack({
      aws_rds_cluster: { aurora: { serverlessv2_scaling_configuration: { max_capacity: acu } } },
    }),
    'dev-genai': stack({
      aws_lambda_function: {
        genai: {
          environment: { variables: { DATABASE_HOST: 'writer' } },
          reserved_concurrent_executions: concurrency,
        },
      },
      aws_lambda_alias: { live: { function_name: '${aws_lambda_function.genai.function_name}' } },
    }),
    [`${environment}-services`]: stack({
      aws_ecs_task_definition: { app: { container_definitions: JSON.stringify([container]) } },
      aws_ecs_service: {
        app: {
          name: 'app',
          task_definition: '${aws_ecs_task_definition.app.arn}',
          deployment_maximum_percent: percent,
        },
      },
      aws_appautoscaling_target: maxTasks === undefined ? {} : { app: target },
    }),
  });
}

// 90 connections at 1 ACU, 17 of them for functions and an administrator.
test.each<[Case]>([
  [{ maxTasks: 7, pool: '5' }],
  [{ maxTasks: 14, pool: '5', percent: 100 }],
  [{ maxTasks: 3 }],
  [{ maxTasks: 7, pool: '5', concurrency: 13 }],
  [{ maxTasks: 90, pool: '5', acu: 8 }],
  [{ maxTasks: 100, pool: '5', environment: 'prod' }],
  [{ maxTasks: 100, url: 'SOMETHING_ELSE' }],
])('%j complies', (given) => {
  expect(estate(given)).toEqual([]);
});

test.each<[Case]>([
  [{ maxTasks: 8, pool: '5' }],
  [{ maxTasks: 15, pool: '5', percent: 100 }],
  [{ maxTasks: 7, pool: '5', concurrency: 14 }],
  [{ maxTasks: 4 }],
  [{ maxTasks: 12, pool: '5', acu: 4 }],
])('%j is found', (given) => {
  expect(estate(given)).toEqual(['dev-data/aws_rds_cluster.aurora']);
});

test('a service that may run any number of tasks is found', () => {
  expect(estate({})).toEqual(['dev-services/aws_ecs_service.app']);
});
