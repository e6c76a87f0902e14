import { findingsAt, Rule, unless } from '../../rule';

export const rule: Rule = {
  reason: 'RDS refuses another major version of an engine unless it is allowed in the same request.',
  source:
    'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Updates.MajorVersionUpgrade.html',
  check: (estate) =>
    findingsAt(estate.ofType('aws_rds_cluster'), ({ body }) =>
      unless(body['allow_major_version_upgrade'] === true, 'it takes no other major version'),
    ),
};
