import { Estate, Resource } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';
import { instancesOf } from '../../support/databases';

export const rule: Rule = {
  reason:
    'An instance can only lie where its subnet group has a subnet, and a cluster whose instances share a zone ends with it.',
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.AuroraHighAvailability.html',
  check: (estate) =>
    estate.ofType('aws_rds_cluster').flatMap((cluster) => {
      const instances = instancesOf(estate, cluster);
      const zones = instances.map(({ body }) => body['availability_zone']);
      const tiers = instances.map(({ body }) => body['promotion_tier']);
      const offered = zonesOf(estate, cluster);
      return [
        ...findingsAt([cluster], ({ body }) =>
          unless(
            new Set(zones).size >= (body['deletion_protection'] === true ? 2 : Math.min(2, zones.length)),
            'its instances do not lie in two zones',
          ),
        ),
        ...findingsAt(instances, ({ body }) => [
          ...unless(
            offered.includes(body['availability_zone']),
            `${String(body['availability_zone'])} is no zone of the subnet group; those are ${offered.join(', ')}`,
          ),
          ...unless(
            typeof body['promotion_tier'] === 'number' &&
              tiers.filter((tier) => tier === body['promotion_tier']).length === 1,
            'it has no promotion tier of its own, so AWS chooses who takes over',
          ),
          ...unless(body['publicly_accessible'] === false, 'publicly_accessible is not false'),
        ]),
      ];
    }),
};

function zonesOf(estate: Estate, cluster: Resource): unknown[] {
  const group = estate.target(cluster, cluster.body['db_subnet_group_name']);
  if (group === undefined) return [];
  return estate.targets(group, group.body['subnet_ids']).map(({ body }) => body['availability_zone']);
}
