import { Body } from '../../support/estate';
import { found } from '../support/cases';
import { finalSnapshotHasANewName } from './final-snapshot-has-a-new-name';

const cluster = (aurora: Body) => found(finalSnapshotHasANewName, { aws_rds_cluster: { aurora } });

test.each<[Body]>([
  [{ skip_final_snapshot: true }],
  [{ final_snapshot_identifier: 'petclinic-prod-${terraform_data.life.id}' }],
])('%j complies', (body) => {
  expect(cluster(body)).toEqual([]);
});

test.each<[Body]>([
  [{}],
  [{ final_snapshot_identifier: 'petclinic-prod-final' }],
  [{ final_snapshot_identifier: 'petclinic-prod-${terraform_data.life.output}' }],
])('%j is found', (body) => {
  expect(cluster(body)).toEqual(['aws_rds_cluster.aurora']);
});
