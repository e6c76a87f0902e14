import { findingsAt, Rule, unless } from '../../rule';

export const rule: Rule = {
  reason:
    'A request that load balancer and service read differently smuggles another one past rules and firewall.',
  source:
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html',
  check: (estate) =>
    findingsAt(estate.ofType('aws_lb'), ({ body }) => [
      ...unless(body['drop_invalid_header_fields'] === true, 'drop_invalid_header_fields is not true'),
      ...unless(
        ['defensive', 'strictest'].includes(body['desync_mitigation_mode'] as string),
        'desync_mitigation_mode is neither defensive nor strictest',
      ),
    ]),
};
