import { findingsAt, Rule, unless } from '../../rule';

export const rule: Rule = {
  reason: 'AWS makes an application load balancer in two zones or more only.',
  source:
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#subnets-load-balancer',
  check: (estate) =>
    findingsAt(estate.ofType('aws_lb'), (balancer) => {
      const subnets = estate.targets(balancer, balancer.body['subnets']);
      const zones = new Set(subnets.map(({ body }) => body['availability_zone']));
      return [
        ...unless(zones.size >= 2, `its subnets lie in ${zones.size} zones; allowed: two or more`),
        ...unless(zones.size === subnets.length, 'two of its subnets lie in one zone'),
      ];
    }),
};
