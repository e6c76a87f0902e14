import { AuroraCluster, AuroraClusterProps } from '../../../src/constructs/data/aurora-cluster';
import { ACCOUNT, resourcesOf, statementsOf } from '../../support/construct';

const place = (key: string) => ({ identifier: `petclinic-dev-${key}`, zone: `us-west-2${key}` });

const made = (changes: Partial<AuroraClusterProps> = {}) =>
  resourcesOf((stack) => {
    new AuroraCluster(stack, 'aurora', {
      name: 'petclinic-dev',
      databaseName: 'petclinic',
      adminUser: 'admin',
      subnetIds: ['subnet-a', 'subnet-b'],
      securityGroupId: 'sg-database',
      instances: { b: place('b'), a: place('a') },
      monitoringRoleName: 'petclinic-dev-monitoring',
      minAcu: 0.5,
      maxAcu: 1,
      dataKeyArn: 'arn:key',
      logs: { retentionDays: 14, kmsKeyArn: 'arn:logs-key' },
      backupRetentionDays: 7,
      deletionProtection: false,
      finalSnapshot: false,
      applyImmediately: true,
      ...changes,
    });
  });

const clusterOf = (changes?: Partial<AuroraClusterProps>) =>
  made(changes)['aws_rds_cluster']?.['aurora_cluster'];
const instancesOf = (changes?: Partial<AuroraClusterProps>) =>
  made(changes)['aws_rds_cluster_instance'] ?? {};

describe('instances', () => {
  test('tiers and nights follow the order of the keys, however they are written', () => {
    const found = Object.entries(instancesOf()).map(([name, body]) => [
      name,
      body['availability_zone'],
      body['promotion_tier'],
      body['preferred_maintenance_window'],
    ]);
    expect(found).toEqual([
      ['aurora_instances_instance-a', 'us-west-2a', 0, 'mon:10:00-mon:10:30'],
      ['aurora_instances_instance-b', 'us-west-2b', 1, 'tue:10:00-tue:10:30'],
    ]);
  });

  test('the others wait for the first, which becomes the writer, and all for the rights of monitoring', () => {
    const rights = 'aws_iam_role_policy.aurora_instances_monitoring-role_policy';
    const first = 'aws_rds_cluster_instance.aurora_instances_instance-a';
    const three = instancesOf({ instances: { a: place('a'), b: place('b'), c: place('c') } });
    expect(Object.values(three).map((body) => body['depends_on'])).toEqual([
      [rights],
      [rights, first],
      [rights, first],
    ]);
  });

  test('have the version of the cluster, whatever window an upgrade of it waits for', () => {
    for (const body of Object.values(instancesOf())) expect(body).not.toHaveProperty('engine_version');
  });

  test('more than six are refused', () => {
    const seven = Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((key) => [key, place(key)]));
    expect(() => made({ instances: seven })).toThrow('6 instances at most');
  });
});

test('the monitoring role writes to the one group of the account that RDS makes, and nowhere else', () => {
  const policy = made()['aws_iam_role_policy']?.['aurora_instances_monitoring-role_policy']?.['policy'];
  const group = `arn:aws:logs:us-west-2:${ACCOUNT}:log-group:RDSOSMetrics`;
  expect(Object.values(statementsOf(policy)).map(({ Resource }) => Resource)).toEqual([
    [group, `${group}:*`],
    [`${group}:log-stream:*`],
  ]);
});

describe('the end of a cluster', () => {
  test('leaves nothing behind where no final snapshot is wanted', () => {
    expect(clusterOf()).toMatchObject({ skip_final_snapshot: true });
    expect(clusterOf()).not.toHaveProperty('final_snapshot_identifier');
    expect(made()).not.toHaveProperty('terraform_data');
  });

  test('leaves a snapshot whose name no other cluster of the same name has', () => {
    const resources = made({ finalSnapshot: true });
    expect(resources['aws_rds_cluster']?.['aurora_cluster']).toMatchObject({
      skip_final_snapshot: false,
      final_snapshot_identifier: 'petclinic-dev-final-${terraform_data.aurora_life.id}',
    });
    expect(resources['terraform_data']?.['aurora_life']).toEqual({
      triggers_replace: { dataKeyArn: 'arn:key', name: 'petclinic-dev' },
    });
  });
});
