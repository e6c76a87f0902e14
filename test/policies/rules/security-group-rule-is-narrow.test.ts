import { Body } from '../../support/estate';
import { found } from '../support/cases';
import { securityGroupRuleIsNarrow } from './security-group-rule-is-narrow';

const tcp = (port: number) => ({ ip_protocol: 'tcp', from_port: port, to_port: port });
const group = { referenced_security_group_id: '${aws_security_group.vets.id}' };
const anywhere = { cidr_ipv4: '0.0.0.0/0' };

const rule = (direction: 'ingress' | 'egress', of: 'vets' | 'balancer', body: Body) =>
  found(securityGroupRuleIsNarrow, {
    aws_lb: { main: { security_groups: ['${aws_security_group.balancer.id}'] } },
    aws_security_group: { balancer: {}, vets: {} },
    [`aws_vpc_security_group_${direction}_rule`]: {
      one: { ...body, security_group_id: `\${aws_security_group.${of}.id}` },
    },
  }).length;

test.each<['ingress' | 'egress', 'vets' | 'balancer', Body]>([
  ['ingress', 'vets', { ...tcp(8080), ...group }],
  ['ingress', 'balancer', { ...tcp(80), ...anywhere }],
  ['egress', 'vets', { ...tcp(3306), ...group }],
  ['egress', 'vets', { ...tcp(443), ...anywhere }],
  ['egress', 'vets', { ...tcp(443), prefix_list_id: 'pl-1' }],
  ['egress', 'balancer', { ...tcp(8080), ...group }],
])('%s of %s with %j complies', (direction, of, body) => {
  expect(rule(direction, of, body)).toBe(0);
});

test.each<['ingress' | 'egress', 'vets' | 'balancer', Body]>([
  ['ingress', 'vets', { ...tcp(8080), ...anywhere }],
  ['ingress', 'vets', { ...tcp(8080), cidr_ipv4: '10.0.0.0/16' }],
  ['ingress', 'vets', { ...tcp(8080), ...group, to_port: 9090 }],
  ['ingress', 'vets', { ip_protocol: '-1', ...group }],
  ['ingress', 'vets', { ...tcp(8080), ...group, ip_protocol: 'udp' }],
  ['egress', 'vets', { ...tcp(80), ...anywhere }],
  ['egress', 'vets', { ip_protocol: '-1', ...anywhere }],
  ['egress', 'balancer', { ...tcp(443), ...anywhere }],
])('%s of %s with %j is found', (direction, of, body) => {
  expect(rule(direction, of, body)).toBeGreaterThan(0);
});
