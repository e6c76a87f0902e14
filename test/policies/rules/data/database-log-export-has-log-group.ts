import { listOf } from '../../../support/estate';
import { findingsAt, Rule } from '../../rule';

export const rule: Rule = {
  reason:
    'RDS makes the log group of an export that has none, without key and retention, and Terraform can no longer make it.',
  source:
    'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Integrating.CloudWatch.html',
  check: (estate) =>
    findingsAt(estate.ofType('aws_rds_cluster'), (cluster) => {
      const dependencies = listOf(cluster.body['depends_on'] as string[] | undefined);
      const first = dependencies.flatMap((path) => {
        const resource = estate.at(cluster, path);
        return resource?.type === 'aws_cloudwatch_log_group' ? (estate.text(resource, 'name') ?? []) : [];
      });
      const identifier = estate.text(cluster, 'cluster_identifier') ?? '';
      return listOf(cluster.body['enabled_cloudwatch_logs_exports'])
        .map((log) => `/aws/rds/cluster/${identifier}/${String(log)}`)
        .filter((name) => !first.includes(name))
        .map((name) => `it does not depend on a log group ${name}`);
    }),
};
