import { found } from '../support/cases';
import { databaseDemandsTls } from './database-demands-tls';

const cluster = (parameter: object[], group = '${aws_rds_cluster_parameter_group.own.name}') =>
  found(databaseDemandsTls, {
    aws_rds_cluster: { aurora: { db_cluster_parameter_group_name: group } },
    aws_rds_cluster_parameter_group: { own: { parameter } },
  });

test.each(['ON', '1', 'on'])('a cluster with require_secure_transport=%s complies', (value) => {
  expect(cluster([{ name: 'require_secure_transport', value }])).toEqual([]);
});

test('a cluster that leaves it off, or to the default group, is found', () => {
  const on = [{ name: 'require_secure_transport', value: 'ON' }];
  for (const estate of [
    cluster([{ name: 'require_secure_transport', value: 'OFF' }]),
    cluster([]),
    cluster(on, 'default.aurora-mysql8.0'),
  ]) {
    expect(estate).toEqual(['aws_rds_cluster.aurora']);
  }
});
