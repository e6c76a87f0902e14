import { Body } from '../../support/estate';
import { found } from '../support/cases';
import { databaseSpansZones } from './database-spans-zones';

const subnets = {
  a: { availability_zone: 'us-west-2a' },
  b: { availability_zone: 'us-west-2b' },
};

const cluster = (b: Body, subnet_ids = ['${aws_subnet.a.id}', '${aws_subnet.b.id}']) =>
  found(databaseSpansZones, {
    aws_subnet: subnets,
    aws_db_subnet_group: { db: { subnet_ids } },
    aws_rds_cluster: { aurora: { db_subnet_group_name: '${aws_db_subnet_group.db.name}' } },
    aws_rds_cluster_instance: Object.fromEntries(
      Object.entries({
        a: { availability_zone: 'us-west-2a', promotion_tier: 0 },
        b: { availability_zone: 'us-west-2b', promotion_tier: 1, ...b },
      }).map(([name, body]) => [
        name,
        { cluster_identifier: '${aws_rds_cluster.aurora.id}', publicly_accessible: false, ...body },
      ]),
    ),
  });

test('an instance in each zone of the subnet group complies', () => {
  expect(cluster({})).toEqual([]);
});

test('a zone without a subnet of the group is found', () => {
  expect(cluster({}, ['${aws_subnet.a.id}'])).toEqual(['aws_rds_cluster_instance.b']);
});

test('two instances in one zone are found', () => {
  expect(cluster({ availability_zone: 'us-west-2a' })).toEqual(['aws_rds_cluster.aurora']);
});

test('instances of one promotion tier are found, and one that the internet reaches', () => {
  expect(cluster({ promotion_tier: 0 })).toEqual([
    'aws_rds_cluster_instance.a',
    'aws_rds_cluster_instance.b',
  ]);
  expect(cluster({ publicly_accessible: undefined })).toEqual(['aws_rds_cluster_instance.b']);
});
