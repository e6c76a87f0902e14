import { blocks, Estate, listOf, Resource } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';

/** Policies with TLS 1.2 or 1.3 only; those with `Ext` take older ciphers as well. */
const CURRENT = /^ELBSecurityPolicy-TLS13-1-[23]-(?!Ext)[\w-]+$/;

export const rule: Rule = {
  reason:
    'Where there is a certificate, whoever comes in clear has to be sent on; and old protocols can be read by others.',
  source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html',
  check: (estate) =>
    findingsAt(estate.ofType('aws_lb_listener'), (listener) =>
      listener.body['protocol'] === 'HTTPS'
        ? [...policyProblems(listener), ...nameProblems(estate, listener)]
        : clearProblems(estate, listener),
    ),
};

const policyProblems = ({ body }: Resource): string[] => [
  ...unless(
    CURRENT.test(String(body['ssl_policy'])),
    'ssl_policy is none of ELBSecurityPolicy-TLS13-1-2-… or -1-3-… without Ext',
  ),
  ...unless(body['certificate_arn'] !== undefined, 'it has no certificate'),
];

/** Names in DNS that lead to the load balancer, and stand in no certificate of the listener: callers end the connection. */
function nameProblems(estate: Estate, listener: Resource): string[] {
  const balancer = estate.target(listener, listener.body['load_balancer_arn']);
  const certificate = estate.target(listener, listener.body['certificate_arn']);
  const names = [certificate?.body['domain_name'], ...listOf(certificate?.body['subject_alternative_names'])];
  return [
    ...unless(certificate?.body['validation_method'] === 'DNS', 'nobody validates its certificate by DNS'),
    ...estate
      .ofType('aws_route53_record')
      .filter((record) =>
        blocks(record.body, 'alias').some((alias) => estate.target(record, alias['name']) === balancer),
      )
      .flatMap(({ body }) =>
        unless(names.includes(body['name']), `${String(body['name'])} is not in its certificate`),
      ),
  ];
}

function clearProblems(estate: Estate, listener: Resource): string[] {
  const balancer = estate.target(listener, listener.body['load_balancer_arn']);
  if (balancer === undefined) return ['it belongs to no load balancer of ours'];
  const hasTls = estate
    .referringTo(balancer, 'load_balancer_arn', 'aws_lb_listener')
    .some(({ body }) => body['protocol'] === 'HTTPS');
  const redirects = blocks(listener.body, 'default_action').every(
    (action) =>
      action['type'] === 'redirect' &&
      blocks(action, 'redirect').every(({ protocol }) => protocol === 'HTTPS'),
  );
  const rules = estate.referringTo(listener, 'listener_arn', 'aws_lb_listener_rule');
  return hasTls
    ? [
        ...unless(redirects, 'it does not redirect to HTTPS'),
        ...rules.map(({ address }) => `${address} serves in clear`),
      ]
    : [];
}
