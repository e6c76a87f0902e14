import { findingsAt, Rule, unless } from '../../rule';

const NAME = /^(?!internal-)(?!-)[A-Za-z0-9-]{1,32}(?<!-)$/;

export const rule: Rule = {
  reason:
    'AWS refuses names beyond 32 letters, digits and inner hyphens, and those that begin with internal-.',
  source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html',
  check: (estate) =>
    findingsAt(estate.ofType('aws_lb', 'aws_lb_target_group'), (resource) => {
      const name = estate.text(resource, 'name');
      return unless(name !== undefined && NAME.test(name), `${name ?? 'no name'} is not a name`);
    }),
};
