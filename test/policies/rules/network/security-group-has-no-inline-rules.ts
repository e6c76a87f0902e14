import { findingsAt, Rule, unless } from '../../rule';

export const rule: Rule = {
  reason:
    'Rules inside a group, and rules of the older kind, undo those that other stacks add; one without a description explains itself to nobody.',
  source:
    'https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/vpc_security_group_ingress_rule',
  check: (estate) => [
    ...findingsAt(estate.ofType('aws_security_group'), ({ body }) =>
      ['ingress', 'egress']
        .filter((rules) => rules in body)
        .map((rules) => `it has ${rules} rules of its own`),
    ),
    ...findingsAt(estate.ofType('aws_security_group_rule'), () => [
      'use aws_vpc_security_group_ingress_rule or aws_vpc_security_group_egress_rule',
    ]),
    ...findingsAt(
      estate.ofType(
        'aws_security_group',
        'aws_vpc_security_group_ingress_rule',
        'aws_vpc_security_group_egress_rule',
      ),
      ({ body }) => unless(Boolean(body['description']), 'it has no description'),
    ),
  ],
};
