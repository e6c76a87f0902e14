import { Estate, Resource } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';

const [INGRESS, EGRESS] = ['aws_vpc_security_group_ingress_rule', 'aws_vpc_security_group_egress_rule'];

export const rule: Rule = {
  reason:
    'A connection needs a way out of one group and a way into the other: with one of them it is silently dropped.',
  source: 'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html',
  check: (estate) => [
    ...findingsAt(betweenGroups(estate, EGRESS), (rule) =>
      unless(hasPair(estate, rule, INGRESS), 'the other group does not let it in'),
    ),
    ...findingsAt(betweenGroups(estate, INGRESS), (rule) =>
      unless(hasPair(estate, rule, EGRESS), 'the other group does not let it out'),
    ),
  ],
};

const betweenGroups = (estate: Estate, type: string): Resource[] =>
  estate.ofType(type).filter(({ body }) => body['referenced_security_group_id'] !== undefined);

/** Whether a rule of the other direction is about the same two groups, seen from the other side, and the same port. */
function hasPair(estate: Estate, rule: Resource, type: string): boolean {
  const own = estate.target(rule, rule.body['security_group_id']);
  const other = estate.target(rule, rule.body['referenced_security_group_id']);
  return betweenGroups(estate, type).some(
    (candidate) =>
      estate.target(candidate, candidate.body['security_group_id']) === other &&
      estate.target(candidate, candidate.body['referenced_security_group_id']) === own &&
      candidate.body['from_port'] === rule.body['from_port'] &&
      candidate.body['to_port'] === rule.body['to_port'],
  );
}
