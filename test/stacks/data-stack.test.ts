import { blocks, Body, estateOf } from '../support/estate';
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
      ...new Set(
        Object.values(of(environment, 'aws_secretsmanager_secret')).map(
          (body) => body['recovery_window_in_days'],
        ),
      ),
    ];
  };
  expect(protection('dev')).toEqual([false, false, true, 7, true, 0]);
  expect(protection('prod')).toEqual([true, true, false, 30, false, 30]);
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
});
