import { Body } from '../../support/estate';
import { found } from '../support/cases';
import { networkAclRulesFit } from './network-acl-rules-fit';

const acl = (numbers: readonly number[], own: Body = {}) =>
  found(networkAclRulesFit, {
    aws_network_acl: { app: own },
    aws_network_acl_rule: Object.fromEntries(
      numbers.flatMap((rule_number, i) =>
        [true, false].map((egress) => [
          `rule-${i}-${String(egress)}`,
          { network_acl_id: '${aws_network_acl.app.id}', rule_number, egress },
        ]),
      ),
    ),
  });
const upTo = (length: number): number[] => Array.from({ length }, (_, i) => i + 1);

test('twenty rules a direction comply, with the same numbers in both', () => {
  expect(acl(upTo(20))).toEqual([]);
});

test('twenty-one rules are found, in both directions', () => {
  expect(acl(upTo(21))).toEqual(['aws_network_acl.app', 'aws_network_acl.app']);
});

test('a number that stands twice is found, in both directions', () => {
  expect(acl([100, 110, 100])).toEqual(['aws_network_acl.app', 'aws_network_acl.app']);
});

test('rules inside the ACL are found', () => {
  expect(acl([100], { ingress: [{ rule_no: 1 }] })).toEqual(['aws_network_acl.app']);
});
