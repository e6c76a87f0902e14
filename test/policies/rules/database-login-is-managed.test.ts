import { Body } from '../../support/estate';
import { found } from '../support/cases';
import { databaseLoginIsManaged } from './database-login-is-managed';

const cluster = (body: Body) =>
  found(databaseLoginIsManaged, {
    aws_rds_cluster: {
      aurora: { manage_master_user_password: true, iam_database_authentication_enabled: true, ...body },
    },
  });

test('a cluster whose password RDS manages complies', () => {
  expect(cluster({})).toEqual([]);
});

test.each<[Body]>([
  [{ manage_master_user_password: undefined }],
  [{ master_password: '${var.password}' }],
  [{ master_password_wo: '${var.password}' }],
  [{ iam_database_authentication_enabled: false }],
])('a cluster with %j is found', (body) => {
  expect(cluster(body)).toEqual(['aws_rds_cluster.aurora']);
});
