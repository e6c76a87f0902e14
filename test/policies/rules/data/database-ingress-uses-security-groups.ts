import { Estate, Resource } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';

const MYSQL = 3306;

export const rule: Rule = {
  reason:
    'An address can be taken over by whatever comes to lie there; a group names who it is. A database calls nobody.',
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.RDSSecurityGroups.html',
  check: (estate) =>
    estate
      .ofType('aws_rds_cluster')
      .flatMap((cluster) => estate.targets(cluster, cluster.body['vpc_security_group_ids']))
      .flatMap((group) => rulesProblems(estate, group)),
};

function rulesProblems(estate: Estate, group: Resource): ReturnType<Rule['check']> {
  const rules = (direction: 'ingress' | 'egress'): Resource[] =>
    estate.referringTo(group, 'security_group_id', `aws_vpc_security_group_${direction}_rule`);
  return [
    ...findingsAt(rules('ingress'), ({ body }) => [
      ...unless(body['referenced_security_group_id'] !== undefined, 'it names no security group'),
      ...unless(
        body['ip_protocol'] === 'tcp' && body['from_port'] === MYSQL && body['to_port'] === MYSQL,
        `it lets in more than TCP ${MYSQL}`,
      ),
    ]),
    ...findingsAt(rules('egress'), () => ['the database has no business outside']),
  ];
}
