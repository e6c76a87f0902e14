import { Body } from '../../support/estate';
import { found } from '../support/cases';
import { loadBalancerOpensItsListeners } from './load-balancer-opens-its-listeners';

const anyone = { cidr_ipv4: '0.0.0.0/0', from_port: 80, to_port: 80 };

const balancer = (ports: readonly number[], ...rules: readonly Body[]) =>
  found(loadBalancerOpensItsListeners, {
    aws_lb: { main: { security_groups: ['${aws_security_group.main.id}'] } },
    aws_security_group: { main: {} },
    aws_lb_listener: Object.fromEntries(
      ports.map((port) => [`port-${port}`, { port, load_balancer_arn: '${aws_lb.main.arn}' }]),
    ),
    aws_vpc_security_group_ingress_rule: Object.fromEntries(
      rules.map((rule, i) => [`rule-${i}`, { ...rule, security_group_id: '${aws_security_group.main.id}' }]),
    ),
  });

test('a port with a listener that is open to anyone complies', () => {
  expect(balancer([80], anyone)).toEqual([]);
});

test.each<[string, number[], Body[]]>([
  ['without a listener', [], []],
  ['whose listener is shut', [80], []],
  ['that opens another port', [80], [anyone, { ...anyone, from_port: 443, to_port: 443 }]],
  ['that opens more ports', [80], [{ ...anyone, to_port: 90 }]],
  ['that lets in a part of the world only', [80], [{ ...anyone, cidr_ipv4: '10.0.0.0/8' }]],
])('a load balancer %s is found', (_, ports, rules) => {
  expect(new Set(balancer(ports, ...rules))).toEqual(new Set(['aws_lb.main']));
});
