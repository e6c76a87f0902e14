import { findingsAt, Rule, unless } from '../../rule';
import { customerKey } from '../../support/policies-on';

export const rule: Rule = {
  reason:
    'What is encrypted with a key of AWS can be shared and read without our say; a cluster cannot change its key later.',
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html',
  check: (estate) => [
    ...findingsAt(estate.ofType('aws_rds_cluster'), (cluster) => [
      ...unless(cluster.body['storage_encrypted'] === true, 'storage_encrypted is not true'),
      ...['kms_key_id', 'master_user_secret_kms_key_id']
        .filter((attribute) => customerKey(estate, cluster, cluster.body[attribute]) === undefined)
        .map((attribute) => `${attribute} is not a key of ours`),
    ]),
    ...findingsAt(estate.ofType('aws_rds_cluster_instance'), (instance) =>
      unless(
        instance.body['performance_insights_enabled'] !== true ||
          customerKey(estate, instance, instance.body['performance_insights_kms_key_id']) !== undefined,
        'performance_insights_kms_key_id is not a key of ours',
      ),
    ),
  ],
};
