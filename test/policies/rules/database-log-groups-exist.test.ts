import { found } from '../support/cases';
import { databaseLogGroupsExist } from './database-log-groups-exist';

const cluster = (name: string, depends_on?: string[]) =>
  found(databaseLogGroupsExist, {
    aws_rds_cluster: {
      aurora: { cluster_identifier: 'petclinic-dev', enabled_cloudwatch_logs_exports: ['audit'], depends_on },
    },
    aws_cloudwatch_log_group: { audit: { name } },
  });

const NAME = '/aws/rds/cluster/petclinic-dev/audit';

test('a cluster behind the log group of its export complies', () => {
  expect(cluster(NAME, ['aws_cloudwatch_log_group.audit'])).toEqual([]);
});

test.each<[string, string[] | undefined]>([
  [NAME, undefined],
  ['/aws/rds/cluster/petclinic/audit', ['aws_cloudwatch_log_group.audit']],
  ['/aws/rds/instance/petclinic-dev/audit', ['aws_cloudwatch_log_group.audit']],
])('with the group %s and the dependencies %j it is found', (name, dependencies) => {
  expect(cluster(name, dependencies)).toEqual(['aws_rds_cluster.aurora']);
});
