import { Estate, Resource } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';

export const rule: Rule = {
  reason:
    'A port that is open without a listener waits for one that nobody meant; one that is shut serves nobody.',
  source:
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-update-security-groups.html',
  check: (estate) => findingsAt(estate.ofType('aws_lb'), (balancer) => problemsOf(estate, balancer)),
};

function problemsOf(estate: Estate, balancer: Resource): string[] {
  const groups = estate.targets(balancer, balancer.body['security_groups']);
  const open = groups
    .flatMap((group) => estate.referringTo(group, 'security_group_id', 'aws_vpc_security_group_ingress_rule'))
    .map(
      ({ body }) => `${String(body['from_port'])}-${String(body['to_port'])} ${String(body['cidr_ipv4'])}`,
    );
  const served = estate
    .referringTo(balancer, 'load_balancer_arn', 'aws_lb_listener')
    .map(({ body }) => `${String(body['port'])}-${String(body['port'])} 0.0.0.0/0`);
  return [
    ...unless(served.length > 0, 'it has no listener'),
    ...open
      .filter((port) => !served.includes(port))
      .map((port) => `${port} is open, and no listener is there`),
    ...served
      .filter((port) => !open.includes(port))
      .map((port) => `a listener is behind ${port}, which is shut`),
  ];
}
