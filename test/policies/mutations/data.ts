import { Body } from '../../support/estate';
import { Sandbox } from '../support/sandbox';
import { Mutation, Mutations, set } from './mutation';

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
    { address: CLUSTER, apply: set('allow_major_version_upgrade', undefined) },
    { address: CLUSTER, apply: set('db_instance_parameter_group_name', undefined) },
    ...[{ family: 'aurora-mysql8.4' }, { name: 'petclinic-dev-cluster' }, { lifecycle: {} }].map(
      (change) => ({
        address: CLUSTER,
        apply: (sandbox: Sandbox) => {
          Object.assign(sandbox.body(PARAMETERS), change);
        },
      }),
    ),
    {
      address: CLUSTER,
      apply: (sandbox) => {
        sandbox.body(READER)['db_parameter_group_name'] = 'default.aurora-mysql8.0';
      },
    },
  ],
  'database-fits-max-connections': [
    {
      address: CLUSTER,
      apply: (sandbox) => {
        (sandbox.body(PARAMETERS)['parameter'] as Body[]).push({ name: 'max_connections', value: '45' });
      },
    },
    {
      address: CLUSTER,
      apply: (sandbox) => {
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
      },
    },
    {
      address: CLUSTER,
      apply: (sandbox) => {
        sandbox.body('dev-genai/aws_lambda_function.genai_function_function')[
          'reserved_concurrent_executions'
        ] = 50;
      },
    },
  ],
  'database-requires-tls': [{ address: CLUSTER, apply: parameter('require_secure_transport', 'OFF') }],
  'database-has-customer-key': [
    { address: CLUSTER, apply: set('master_user_secret_kms_key_id', undefined) },
    { address: READER, apply: set('performance_insights_kms_key_id', undefined) },
  ],
  'database-log-export-has-log-group': [
    { address: CLUSTER, apply: set('cluster_identifier', 'petclinic-dev-2') },
    { address: CLUSTER, apply: set('depends_on', []) },
  ],
  'database-has-managed-password': [{ address: CLUSTER, apply: set('manage_master_user_password', false) }],
  'database-has-log-exports': [
    { address: CLUSTER, apply: parameter('server_audit_logging', '0') },
    { address: CLUSTER, apply: parameter('slow_query_log', '0') },
    { address: CLUSTER, apply: set('enabled_cloudwatch_logs_exports', ['audit']) },
  ],
  'database-has-prevent-destroy': [
    { address: 'prod-data/aws_rds_cluster.aurora_cluster', apply: set('lifecycle', undefined) },
  ],
  'database-is-multi-az': [
    { address: READER, apply: set('availability_zone', 'us-west-2c') },
    { address: READER, apply: set('promotion_tier', undefined) },
  ],
  'database-windows-do-not-overlap': [
    { address: READER, apply: set('preferred_maintenance_window', 'tue:09:00-tue:09:30') },
    { address: CLUSTER, apply: set('preferred_maintenance_window', 'mon:10:00-mon:10:30') },
  ],
  'final-snapshot-name-is-unique': [
    {
      address: 'prod-data/aws_rds_cluster.aurora_cluster',
      apply: set('final_snapshot_identifier', 'petclinic-prod-final'),
    },
  ],
  'ssm-parameter-exists': [
    {
      address: 'dev-data/aws_iam_role_policy.migration_function_role_policy',
      apply: (sandbox, address) => {
        sandbox.statement(address, 'ReadAdministratorLogin', {
          Action: ['ssm:GetParameter'],
          Resource: ['arn:aws:ssm:us-west-2:123456789012:parameter/petclinic/dev/db-url'],
        });
      },
    },
  ],
  'secret-value-is-not-in-state': [
    {
      address: 'dev-data/aws_secretsmanager_secret_version.vets',
      apply: (sandbox) => {
        sandbox.add('dev-data', 'aws_secretsmanager_secret_version', 'vets', {
          secret_id: '${aws_secretsmanager_secret.user-secret-vets_secret.id}',
          secret_string: 'hunter2',
        });
      },
    },
  ],
};
