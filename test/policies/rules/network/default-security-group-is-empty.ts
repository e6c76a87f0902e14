import { findingsAt, Rule, unless } from '../../rule';

export const rule: Rule = {
  reason:
    'What is launched without a group gets the default one, which AWS makes with everything open between its members.',
  source: 'https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html',
  check: (estate) =>
    findingsAt(estate.ofType('aws_vpc'), (vpc) => {
      const [group] = estate.referringTo(vpc, 'vpc_id', 'aws_default_security_group');
      return unless(
        group !== undefined && !('ingress' in group.body) && !('egress' in group.body),
        'no aws_default_security_group without rules',
      );
    }),
};
