import { found } from '../support/cases';
import { securityGroupRulesArePaired } from './security-group-rules-are-paired';

const group = (name: string): string => `\${aws_security_group.${name}.id}`;
const rule = (own: string, other: string, port = 8080) => ({
  security_group_id: group(own),
  referenced_security_group_id: group(other),
  from_port: port,
  to_port: port,
});

const rules = (ingress: object[], egress: object[]): string[] =>
  found(securityGroupRulesArePaired, {
    aws_security_group: { balancer: {}, vets: {}, visits: {} },
    aws_vpc_security_group_ingress_rule: Object.fromEntries(
      ingress.map((body, i) => [`in-${i}`, { ...body }]),
    ),
    aws_vpc_security_group_egress_rule: Object.fromEntries(
      egress.map((body, i) => [`out-${i}`, { ...body }]),
    ),
  });

test('a way out of one group and into the other complies', () => {
  expect(rules([rule('vets', 'balancer')], [rule('balancer', 'vets')])).toEqual([]);
});

test('addresses have no rules of their own', () => {
  expect(rules([], [{ security_group_id: group('vets'), cidr_ipv4: '0.0.0.0/0', from_port: 443 }])).toEqual(
    [],
  );
});

test.each([
  ['a way in that nobody has a way out to', [rule('vets', 'balancer')], [], ['ingress_rule.in-0']],
  ['a way out that leads nowhere', [], [rule('balancer', 'vets')], ['egress_rule.out-0']],
  [
    'another port',
    [rule('vets', 'balancer', 9090)],
    [rule('balancer', 'vets')],
    ['egress_rule.out-0', 'ingress_rule.in-0'],
  ],
  [
    'another group',
    [rule('visits', 'balancer')],
    [rule('balancer', 'vets')],
    ['egress_rule.out-0', 'ingress_rule.in-0'],
  ],
])('%s is found', (_, ingress, egress, addresses) => {
  expect(rules(ingress, egress)).toEqual(addresses.map((address) => `aws_vpc_security_group_${address}`));
});
