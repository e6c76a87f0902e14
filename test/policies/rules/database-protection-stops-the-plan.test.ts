import { Body } from '../../support/estate';
import { found } from '../support/cases';
import { databaseProtectionStopsThePlan } from './database-protection-stops-the-plan';

const cluster = (aurora: Body) => found(databaseProtectionStopsThePlan, { aws_rds_cluster: { aurora } });

test.each<[Body]>([
  [{ deletion_protection: false }],
  [{ deletion_protection: true, lifecycle: { prevent_destroy: true } }],
])('%j complies', (body) => {
  expect(cluster(body)).toEqual([]);
});

test.each<[Body]>([
  [{ deletion_protection: true }],
  [{ deletion_protection: true, lifecycle: { prevent_destroy: false } }],
])('%j is found', (body) => {
  expect(cluster(body)).toEqual(['aws_rds_cluster.aurora']);
});
