import { LoadBalancer } from '../../../src/constructs/edge/load-balancer';
import { Body } from '../../support/estate';
import { resourcesOf } from '../../support/construct';

const made = (certificateArn?: string) =>
  resourcesOf((stack) => {
    new LoadBalancer(stack, 'balancer', {
      name: 'petclinic-dev',
      securityGroupName: 'petclinic-dev-load-balancer',
      vpcId: 'vpc-1',
      subnetIds: ['subnet-a', 'subnet-b'],
      accessLogs: { bucket: 'logs', prefix: 'alb' },
      certificateArn,
      corsOrigin: 'https://www.example.com',
      deletionProtection: true,
    });
  });

const forbidden = [
  {
    type: 'fixed-response',
    fixed_response: {
      status_code: '403',
      content_type: 'application/json',
      message_body: '{"message":"Forbidden"}',
    },
  },
];

/** Ports open to the world. */
const open = (resources: Record<string, Record<string, Body>>) =>
  Object.values(resources['aws_vpc_security_group_ingress_rule'] ?? {}).map((rule) => [
    rule['cidr_ipv4'],
    rule['from_port'],
    rule['to_port'],
  ]);

test('without a certificate it listens on 80 alone, lets 443 in as well, and forbids', () => {
  const resources = made();
  expect(resources['aws_lb_listener']).toEqual({
    'balancer_http-listener': {
      load_balancer_arn: '${aws_lb.balancer_load-balancer.arn}',
      port: 80,
      protocol: 'HTTP',
      default_action: forbidden,
      routing_http_response_access_control_allow_origin_header_value: 'https://www.example.com',
    },
  });
  expect(open(resources)).toEqual([
    ['0.0.0.0/0', 80, 80],
    ['0.0.0.0/0', 443, 443],
  ]);
});

test('with a certificate 443 forbids and 80 leads there', () => {
  const resources = made('arn:certificate');
  expect(resources['aws_lb_listener']).toMatchObject({
    'balancer_http-listener': {
      port: 80,
      default_action: [
        { type: 'redirect', redirect: { protocol: 'HTTPS', port: '443', status_code: 'HTTP_301' } },
      ],
    },
    'balancer_https-listener': {
      port: 443,
      protocol: 'HTTPS',
      certificate_arn: 'arn:certificate',
      ssl_policy: 'ELBSecurityPolicy-TLS13-1-2-Res-2021-06',
      default_action: forbidden,
      routing_http_response_access_control_allow_origin_header_value: 'https://www.example.com',
    },
  });
  expect(open(resources)).toEqual([
    ['0.0.0.0/0', 80, 80],
    ['0.0.0.0/0', 443, 443],
  ]);
});

test('it lets nothing out: each service adds its own rule', () => {
  expect(made('arn:certificate')).not.toHaveProperty('aws_vpc_security_group_egress_rule');
});
