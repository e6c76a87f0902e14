import { Body } from '../../support/estate';
import { Sandbox } from '../support/sandbox';
import { at, Mutation, Mutations, set, without, withResource, withStatement } from './mutation';

const CLUSTER = 'dev-data/aws_rds_cluster.aurora_cluster';
const READER = 'dev-data/aws_rds_cluster_instance.aurora_instances_instance-b';
const PARAMETERS = 'dev-data/aws_rds_cluster_parameter_group.aurora_parameters_cluster';

/** Sets a parameter of the cluster's parameter group. */
const parameter =
  (name: string, value: string): Mutation['apply'] =>
  (sandbox: Sandbox) => {
    const list = sandbox.body(PARAMETERS)['parameter'] as Body[];
    Object.assign(list.find((each) => each['name'] === name) ?? {}, { value });
  };

/** Ways to break the rules of the database and of secrets. */
export const data: Mutations = {
  'database-allows-major-version-upgrade': [
    at(CLUSTER, set('allow_major_version_upgrade', undefined)),
    at(CLUSTER, set('db_instance_parameter_group_name', undefined)),
    ...[{ family: 'aurora-mysql8.4' }, { name: 'petclinic-dev-cluster' }, { lifecycle: {} }].map((change) =>
      at(CLUSTER, (sandbox: Sandbox) => {
        Object.assign(sandbox.body(PARAMETERS), change);
      }),
    ),
    at(CLUSTER, set('db_parameter_group_name', 'default.aurora-mysql8.0', READER)),
  ],
  'database-fits-max-connections': [
    at(CLUSTER, (sandbox) => {
      (sandbox.body(PARAMETERS)['parameter'] as Body[]).push({ name: 'max_connections', value: '45' });
    }),
    at(CLUSTER, (sandbox) => {
      const container = {
        environment: [{ name: 'SPRING_DATASOURCE_HIKARI_MAXIMUMPOOLSIZE', value: '50' }],
        secrets: [{ name: 'SPRING_DATASOURCE_URL', valueFrom: '/petclinic/dev/db/url' }],
      };
      sandbox.add('dev-data', 'aws_ecs_task_definition', 'report', {
        container_definitions: JSON.stringify([container]),
      });
      sandbox.add('dev-data', 'aws_ecs_service', 'report', {
        desired_count: 2,
        task_definition: '${aws_ecs_task_definition.report.arn}',
      });
    }),
    at(
      CLUSTER,
      set('reserved_concurrent_executions', 50, 'dev-genai/aws_lambda_function.genai_function_function'),
    ),
  ],
  'database-requires-tls': [at(CLUSTER, parameter('require_secure_transport', 'OFF'))],
  'database-has-customer-key': [
    at(CLUSTER, set('master_user_secret_kms_key_id', undefined)),
    at(READER, set('performance_insights_kms_key_id', undefined)),
  ],
  'database-log-export-has-log-group': [
    at(CLUSTER, set('cluster_identifier', 'petclinic-dev-2')),
    at(CLUSTER, set('depends_on', [])),
  ],
  'database-has-managed-password': [at(CLUSTER, set('manage_master_user_password', false))],
  'database-has-log-exports': [
    at(CLUSTER, parameter('server_audit_logging', '0')),
    at(CLUSTER, parameter('slow_query_log', '0')),
    at(CLUSTER, set('enabled_cloudwatch_logs_exports', ['audit'])),
  ],
  'database-has-prevent-destroy': [
    at('prod-data/aws_rds_cluster.aurora_cluster', set('lifecycle', undefined)),
  ],
  'database-is-multi-az': [
    at(READER, set('availability_zone', 'us-west-2c')),
    at(READER, set('promotion_tier', undefined)),
  ],
  'database-windows-do-not-overlap': [
    ...[
      'tue:09:00-tue:09:30',
      // The cluster's, on Sundays from 11:00 to 11:30, and over the turn of the week.
      'sun:11:15-sun:11:45',
      'sun:23:30-sun:11:15',
      undefined,
    ].map((window) => at(READER, set('preferred_maintenance_window', window))),
    at(CLUSTER, set('preferred_maintenance_window', 'mon:10:00-mon:10:30')),
    // Each day into the next one.
    at(CLUSTER, set('preferred_backup_window', '23:30-11:15')),
    at(CLUSTER, set('preferred_backup_window', undefined)),
  ],
  'final-snapshot-name-is-unique': [
    at('prod-data/aws_rds_cluster.aurora_cluster', set('final_snapshot_identifier', 'petclinic-prod-final')),
  ],
  'ssm-parameter-exists': [
    ...['dev/db-url', 'prod/gone', 'dev/*'].map((name) =>
      at(
        'dev-data/aws_iam_role_policy.migration_function_role_policy',
        withStatement('ReadAdministratorLogin', {
          Action: ['ssm:GetParameter'],
          Resource: [`arn:aws:ssm:us-west-2:123456789012:parameter/petclinic/${name}`],
        }),
      ),
    ),
    at(
      'dev-services/aws_ecs_task_definition.vets-service_task_definition_task-definition',
      without('dev-data/aws_ssm_parameter.urls_url'),
    ),
    // What another environment or region writes is none.
    ...['us-east-1', 'us-west-2'].map((region) =>
      at('dev-data/aws_ecs_task_definition.report', (sandbox) => {
        const name = region === 'us-west-2' ? 'prod' : 'dev';
        const valueFrom = `arn:aws:ssm:${region}:123456789012:parameter/petclinic/${name}/db/url`;
        sandbox.add('dev-data', 'aws_ecs_task_definition', 'report', {
          container_definitions: JSON.stringify([{ secrets: [{ name: 'URL', valueFrom }] }]),
        });
      }),
    ),
  ],
  'secret-value-is-not-in-state': [
    at(
      'dev-data/aws_secretsmanager_secret_version.vets',
      withResource('dev-data', 'aws_secretsmanager_secret_version', 'vets', {
        secret_id: '${aws_secretsmanager_secret.user-secret-vets_secret.id}',
        secret_string: 'hunter2',
      }),
    ),
  ],
};
