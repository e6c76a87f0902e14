import { Resource } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';

const QUOTA = 20;

export const rule: Rule = {
  reason:
    'AWS refuses the 21st rule of a direction and a number used twice; rules inside the ACL undo those beside it.',
  source: 'https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-nacls',
  check: (estate) =>
    findingsAt(estate.ofType('aws_network_acl'), (acl) => {
      const rules = estate.referringTo(acl, 'network_acl_id', 'aws_network_acl_rule');
      return [
        ...['ingress', 'egress']
          .filter((own) => own in acl.body)
          .map((own) => `it has ${own} rules of its own`),
        ...problemsOf(
          'in',
          rules.filter(({ body }) => body['egress'] !== true),
        ),
        ...problemsOf(
          'out',
          rules.filter(({ body }) => body['egress'] === true),
        ),
      ];
    }),
};

function problemsOf(direction: string, rules: readonly Resource[]): string[] {
  const numbers = rules.map(({ body }) => Number(body['rule_number']));
  const twice = numbers.filter((number, i) => numbers.indexOf(number) !== i);
  return [
    ...unless(rules.length <= QUOTA, `${rules.length} rules ${direction}; allowed: ${QUOTA}`),
    ...twice.map((number) => `number ${number} stands twice ${direction}`),
  ];
}
