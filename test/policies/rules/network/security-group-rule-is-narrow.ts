import { Body, Estate, Resource } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';

const [INGRESS, EGRESS] = ['aws_vpc_security_group_ingress_rule', 'aws_vpc_security_group_egress_rule'];

export const rule: Rule = {
  reason:
    'Each rule is one port between two groups. Only the load balancer takes the world in, and only HTTPS leaves to it.',
  source: 'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html',
  check: (estate) => [
    ...findingsAt(estate.ofType(INGRESS), (rule) => [
      ...portProblems(rule.body),
      ...unless(
        namesGroup(rule.body) || isBalancers(estate, rule),
        'it lets addresses in: name the group that they come from',
      ),
    ]),
    ...findingsAt(estate.ofType(EGRESS), (rule) => [
      ...portProblems(rule.body),
      ...unless(
        namesGroup(rule.body) || (rule.body['from_port'] === 443 && !isBalancers(estate, rule)),
        'it lets out to addresses: name the group that they belong to, or let out on 443',
      ),
    ]),
  ],
};

const portProblems = (body: Body): string[] =>
  unless(
    body['ip_protocol'] === 'tcp' && body['from_port'] === body['to_port'] && body['from_port'] !== undefined,
    'it is about more than one TCP port',
  );

const namesGroup = (body: Body): boolean => body['referenced_security_group_id'] !== undefined;

/** Whether the rule is of the group of a load balancer. */
function isBalancers(estate: Estate, rule: Resource): boolean {
  const group = estate.target(rule, rule.body['security_group_id']);
  return estate
    .ofType('aws_lb')
    .some((balancer) =>
      estate.targets(balancer, balancer.body['security_groups']).includes(group as Resource),
    );
}
