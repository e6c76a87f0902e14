import {
  ADMINISTRATOR_CONNECTIONS,
  EXPECTED_GENAI_CONCURRENCY,
  maxConnections,
  MIGRATION_CONNECTIONS,
} from '../../../../src/lib/aurora-connections';
import { blocks, environmentOf, Estate, Resource } from '../../../support/estate';
import { Finding, findingsAt, Rule, unless } from '../../rule';
import { containersOf } from '../../support/containers';
import { clusterParameters } from '../../support/databases';
import { variablesOf } from '../../support/functions';

/** Connections that HikariCP keeps open unless told otherwise. https://github.com/brettwooldridge/HikariCP#frequently-used */
const DEFAULT_POOL = 10;

export const rule: Rule = {
  reason:
    'Aurora refuses the connection beyond max_connections, which its maximum capacity sets: during a deployment at full scale, services would stop working.',
  source:
    'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html#aurora-serverless-v2.max-connections',
  check: (estate) =>
    estate.ofType('aws_rds_cluster').flatMap((cluster): Finding[] => {
      const scaling = blocks(cluster.body, 'serverlessv2_scaling_configuration')[0];
      const set = clusterParameters(estate, cluster)['max_connections'];
      const offered = Number(set ?? maxConnections(Number(scaling?.['max_capacity'] ?? 0)));
      const services = connectingServices(estate, environmentOf(cluster));
      const needed =
        services.reduce((sum, { tasks = 0, pool }) => sum + tasks * pool, 0) +
        functionConnections(estate, environmentOf(cluster)) +
        MIGRATION_CONNECTIONS +
        ADMINISTRATOR_CONNECTIONS;
      return [
        ...findingsAt([cluster], () =>
          unless(needed <= offered, `it takes ${offered} connections; ${needed} may be asked for`),
        ),
        ...findingsAt(services, ({ tasks }) =>
          unless(tasks !== undefined, 'nothing says how many tasks it runs at most'),
        ),
      ];
    }),
};

/** Connections of functions: one for each concurrent request, of each function that has a database and an alias. */
function functionConnections(estate: Estate, environment: string | undefined): number {
  const called = estate
    .ofType('aws_lambda_alias')
    .flatMap((alias) => estate.targets(alias, alias.body['function_name']))
    .filter((lambda) => environmentOf(lambda) === environment && isTold(lambda));
  return called.reduce(
    (sum, { body }) => sum + Number(body['reserved_concurrent_executions'] ?? EXPECTED_GENAI_CONCURRENCY),
    0,
  );
}

const isTold = (lambda: Resource): boolean => 'DATABASE_HOST' in variablesOf(lambda);

interface Connecting {
  readonly address: string;
  /** Tasks at most, during a deployment, if anything says so. */
  readonly tasks: number | undefined;
  /** Connections of each of them. */
  readonly pool: number;
}

/** The services of the environment with a task that is told of a data source. */
const connectingServices = (estate: Estate, environment: string | undefined): Connecting[] =>
  estate
    .ofType('aws_ecs_service')
    .filter((service) => environmentOf(service) === environment)
    .flatMap((service) => {
      const task = estate.target(service, service.body['task_definition']);
      if (task === undefined) return [];
      const settings = Object.assign({}, ...containersOf(task).map(settingsOf)) as Record<string, unknown>;
      if (!('SPRING_DATASOURCE_URL' in settings)) return [];
      const pool = Number(settings['SPRING_DATASOURCE_HIKARI_MAXIMUMPOOLSIZE'] ?? DEFAULT_POOL);
      return [{ address: service.address, tasks: mostTasks(estate, service), pool }];
    });

/** The variables of a container by name: a value, or where ECS reads it. */
const settingsOf = (container: ReturnType<typeof containersOf>[number]): Record<string, unknown> =>
  Object.fromEntries([
    ...container.environment.map(({ name, value }) => [name, value]),
    ...container.secrets.map(({ name, valueFrom }) => [name, valueFrom]),
  ]) as Record<string, unknown>;

function mostTasks(estate: Estate, service: Resource): number | undefined {
  const name = estate.text(service, 'name');
  const target = estate
    .ofType('aws_appautoscaling_target')
    .find(
      (candidate) =>
        environmentOf(candidate) === environmentOf(service) &&
        estate.text(candidate, 'resource_id')?.split('/').at(-1) === name,
    );
  const most = (target?.body['max_capacity'] ?? service.body['desired_count']) as number | undefined;
  const percent = Number(service.body['deployment_maximum_percent'] ?? 200);
  return most && Math.floor((most * percent) / 100);
}
