import { findingsAt, Rule, unless } from '../../rule';

const QUOTA = 60;

export const rule: Rule = {
  reason: 'AWS refuses the 61st rule of a direction.',
  source:
    'https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-security-groups',
  check: (estate) =>
    findingsAt(estate.ofType('aws_security_group'), (group) =>
      ['ingress', 'egress'].flatMap((direction) => {
        const { length } = estate.referringTo(
          group,
          'security_group_id',
          `aws_vpc_security_group_${direction}_rule`,
        );
        return unless(length <= QUOTA, `${length} ${direction} rules; allowed: ${QUOTA}`);
      }),
    ),
};
