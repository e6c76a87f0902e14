import { blocks } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';
import { instancesOf } from '../../support/databases';

export const rule: Rule = {
  reason:
    'RDS refuses another major version of an engine unless the same request allows it and names new parameter groups of its family, and no group in use can go first.',
  source:
    'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Updates.MajorVersionUpgrade.html',
  check: (estate) =>
    findingsAt(estate.ofType('aws_rds_cluster'), (cluster) => {
      const { body } = cluster;
      const family = `aurora-mysql${/^\d+\.\d+/.exec(String(body['engine_version']))?.[0] ?? ''}`;
      const groups = [
        body['db_cluster_parameter_group_name'],
        body['db_instance_parameter_group_name'],
        ...instancesOf(estate, cluster).map((instance) => instance.body['db_parameter_group_name']),
      ];
      return [
        ...unless(body['allow_major_version_upgrade'] === true, 'it takes no other major version'),
        ...groups.flatMap((name) => {
          const group = estate.target(cluster, name)?.body;
          return unless(
            group?.['family'] === family &&
              String(group['name']).endsWith(family.replaceAll('.', '-')) &&
              blocks(group, 'lifecycle').some((lifecycle) => lifecycle['create_before_destroy'] === true),
            `a parameter group of it is not of ${family}, or cannot stand beside that of the next family`,
          );
        }),
      ];
    }),
};
