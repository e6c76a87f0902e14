import { findingsAt, Rule, unless } from '../../rule';

export const rule: Rule = {
  reason:
    'RDS refuses another major version of an engine unless the same request allows it and names new parameter groups.',
  source:
    'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Updates.MajorVersionUpgrade.html',
  check: (estate) =>
    findingsAt(estate.ofType('aws_rds_cluster'), ({ body }) =>
      unless(
        body['allow_major_version_upgrade'] === true &&
          body['db_cluster_parameter_group_name'] !== undefined &&
          body['db_instance_parameter_group_name'] !== undefined,
        'it takes no other major version',
      ),
    ),
};
