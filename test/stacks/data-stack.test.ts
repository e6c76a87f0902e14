import { blocks, Body, estateOf, Resource } from '../support/estate';
import { statementsOf } from '../support/construct';
import { synthesize } from '../support/synthesis';

const estate = estateOf(synthesize());
const { stacks } = estate;
const of = (environment: string, type: string): Record<string, Body> =>
  stacks[`${environment}-data`]?.resource?.[type] ?? {};

test('dev can be taken down without a trace, prod neither by mistake nor without a snapshot', () => {
  const protection = (environment: string) => {
    const cluster = of(environment, 'aws_rds_cluster')['aurora_cluster'];
    return [
      cluster?.['deletion_protection'],
      blocks(cluster, 'lifecycle')[0]?.['prevent_destroy'],
      cluster?.['skip_final_snapshot'],
      cluster?.['backup_retention_period'],
      cluster?.['apply_immediately'],
      ...Object.values(of(environment, 'aws_secretsmanager_secret')).map(
        (body) => body['recovery_window_in_days'],
      ),
    ];
  };
  expect(protection('dev')).toEqual([false, false, true, 7, true, 0, 0, 0, 0]);
  expect(protection('prod')).toEqual([true, true, false, 30, false, 30, 30, 30, 30]);
});

test('the instances lie in the zones of the network, under its keys', () => {
  const zones = Object.entries(of('dev', 'aws_rds_cluster_instance')).map(([name, body]) => [
    name.slice(-1),
    body['availability_zone'],
  ]);
  expect(zones).toEqual([
    ['a', 'us-west-2a'],
    ['b', 'us-west-2b'],
  ]);
});

describe('the migration function', () => {
  const run = of('dev', 'aws_lambda_invocation')['migration_run'];

  test('is told of every application user, with its secret and its grants', () => {
    const { users } = JSON.parse(String(run?.['input'])) as { users: { name: string }[] };
    expect(users.map(({ name }) => name)).toEqual(['customers', 'vets', 'visits', 'genai']);
    expect(users[1]).toEqual({
      name: 'vets',
      secretArn: '${aws_secretsmanager_secret.user-secret-vets_secret.arn}',
      grants: { vets: ['SELECT'], specialties: ['SELECT'], vet_specialties: ['SELECT'] },
    });
  });

  test('runs behind the instances and every rule it needs, again with each package and each cluster', () => {
    expect(run?.['depends_on']).toEqual(
      expect.arrayContaining([
        'aws_rds_cluster_instance.aurora_instances_instance-a',
        'aws_rds_cluster_instance.aurora_instances_instance-b',
        'aws_vpc_security_group_ingress_rule.migration_to-database_in',
        'aws_vpc_security_group_ingress_rule.migration_function_to-endpoints_in',
      ]),
    );
    expect(run?.['triggers']).toEqual({
      cluster: '${aws_rds_cluster.aurora_cluster.cluster_resource_id}',
      package: of('dev', 'aws_lambda_function')['migration_function_function']?.['source_code_hash'],
    });
  });

  test('may read the administrator and keep the users, through Secrets Manager alone', () => {
    const policy = of('dev', 'aws_iam_role_policy')['migration_function_role_policy']?.['policy'];
    const statements = statementsOf(policy);
    const user = (name: string) => `\${aws_secretsmanager_secret.user-secret-${name}_secret.arn}`;
    expect(statements['ReadAdministratorLogin']).toMatchObject({
      Action: ['secretsmanager:GetSecretValue'],
      Resource: ['${aws_rds_cluster.aurora_cluster.master_user_secret[0].secret_arn}'],
    });
    expect(statements['KeepUserLogins']).toMatchObject({
      Action: ['secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue'],
      Resource: ['customers', 'vets', 'visits', 'genai'].map(user),
    });
    expect(statements['UseKeyOfSecrets']?.['Condition']).toEqual({
      StringEquals: { 'kms:ViaService': 'secretsmanager.us-west-2.amazonaws.com' },
    });
  });
});

test('addresses are plain parameters with the port that the cluster really has', () => {
  const value = (name: string) => of('dev', 'aws_ssm_parameter')[name]?.['value'];
  const cluster = 'aws_rds_cluster.aurora_cluster';
  expect([value('urls_url'), value('urls_reader-url')]).toEqual([
    `jdbc:mysql://\${${cluster}.endpoint}:\${${cluster}.port}/petclinic?sslMode=REQUIRED`,
    `jdbc:mysql://\${${cluster}.reader_endpoint}:\${${cluster}.port}/petclinic?sslMode=REQUIRED`,
  ]);
});

test('the secrets of the users are published by user, empty as Terraform made them', () => {
  const secrets: Resource[] = estate
    .ofType('aws_secretsmanager_secret')
    .filter(({ stack }) => stack === 'dev-data');
  expect(stacks['dev-data']?.output?.['user_secret_arns']?.['value']).toEqual(
    Object.fromEntries(
      secrets.map(({ name, address }) => [
        name.replace(/^user-secret-(.*)_secret$/, '$1'),
        `\${${address.replace('dev-data/', '')}.arn}`,
      ]),
    ),
  );
  expect(of('dev', 'aws_secretsmanager_secret_version')).toEqual({});
});
