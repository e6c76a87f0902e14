import { Body } from '../../support/estate';
import { found } from '../support/cases';
import { databaseHasTheRightKey } from './database-has-the-right-key';

const KEY = '${aws_kms_key.data.arn}';
const estate = (cluster: Body, instance: Body = {}) =>
  found(databaseHasTheRightKey, {
    aws_kms_key: { data: {} },
    aws_rds_cluster: {
      aurora: { storage_encrypted: true, kms_key_id: KEY, master_user_secret_kms_key_id: KEY, ...cluster },
    },
    aws_rds_cluster_instance: {
      a: { performance_insights_enabled: true, performance_insights_kms_key_id: KEY, ...instance },
    },
  });

test('a cluster with our key everywhere complies', () => {
  expect(estate({})).toEqual([]);
});

test.each<[Body]>([
  [{ storage_encrypted: false }],
  [{ kms_key_id: undefined }],
  [{ master_user_secret_kms_key_id: 'alias/aws/secretsmanager' }],
])('a cluster with %j is found', (body) => {
  expect(estate(body)).toEqual(['aws_rds_cluster.aurora']);
});

test('an instance whose insights have no key of ours is found, one without insights is not', () => {
  const instance = { performance_insights_kms_key_id: undefined };
  expect(estate({}, instance)).toEqual(['aws_rds_cluster_instance.a']);
  expect(estate({}, { ...instance, performance_insights_enabled: false })).toEqual([]);
});
