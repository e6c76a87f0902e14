import { findingsAt, Rule, unless } from '../../rule';
import { defaultRoutesOf, routeTablesOf, subnetsFor } from '../../support/routes';

export const rule: Rule = {
  reason: 'What leaves a database goes through those who may read it: it needs no way to the internet.',
  source:
    'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html',
  check: (estate) => {
    const grouped = estate
      .ofType('aws_db_subnet_group')
      .flatMap((group) => estate.targets(group, group.body['subnet_ids']));
    return findingsAt([...new Set([...subnetsFor(estate, 'db'), ...grouped])], (subnet) => [
      ...unless(defaultRoutesOf(estate, subnet).length === 0, 'it has a default route'),
      ...unless(
        routeTablesOf(estate, subnet).length > 0,
        "it has no route table of its own: the VPC's main one may get a default route",
      ),
    ]);
  },
};
