import { DEFAULT_QUOTAS, quotas } from '../../../../src/config/quotas';
import { findingsAt, Rule, unless } from '../../rule';

const QUOTA = Math.max(
  ...[DEFAULT_QUOTAS, ...Object.values(quotas)].map(({ securityGroupRules = 0 }) => securityGroupRules),
);

export const rule: Rule = {
  reason: 'AWS refuses one rule more of a direction: 61 where it did not raise the quota.',
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
