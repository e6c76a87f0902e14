import { Body } from '../../support/estate';
import { found } from '../support/cases';
import { listenerLeadsToTls } from './listener-leads-to-tls';

const of = { load_balancer_arn: '${aws_lb.main.arn}' };
const redirecting = {
  ...of,
  protocol: 'HTTP',
  default_action: [{ type: 'redirect', redirect: { protocol: 'HTTPS' } }],
};
const answering = { ...of, protocol: 'HTTP', default_action: [{ type: 'fixed-response' }] };
const tls = {
  ...of,
  protocol: 'HTTPS',
  certificate_arn: 'arn',
  ssl_policy: 'ELBSecurityPolicy-TLS13-1-2-Res-2021-06',
};

const listeners = (named: Record<string, Body>, rule: Body = {}) =>
  found(listenerLeadsToTls, {
    aws_lb: { main: {} },
    aws_lb_listener: named,
    aws_lb_listener_rule: { vets: rule },
  });

test('a listener that redirects beside one with TLS complies, and one alone without a certificate', () => {
  expect(listeners({ http: redirecting, https: tls })).toEqual([]);
  expect(listeners({ http: answering })).toEqual([]);
});

test('a listener in clear that answers beside one with TLS is found', () => {
  expect(listeners({ http: answering, https: tls })).toEqual(['aws_lb_listener.http']);
});

test('a listener in clear that serves beside one with TLS is found', () => {
  const rule = { listener_arn: '${aws_lb_listener.http.arn}' };
  expect(listeners({ http: redirecting, https: tls }, rule)).toEqual(['aws_lb_listener.http']);
});

test.each<[Body]>([
  [{ ssl_policy: 'ELBSecurityPolicy-2016-08' }],
  [{ ssl_policy: 'ELBSecurityPolicy-TLS13-1-0-2021-06' }],
  [{ ssl_policy: 'ELBSecurityPolicy-TLS13-1-2-Ext1-2021-06' }],
  [{ ssl_policy: undefined }],
  [{ certificate_arn: undefined }],
])('a listener with %j is found', (change) => {
  expect(listeners({ http: redirecting, https: { ...tls, ...change } })).toEqual(['aws_lb_listener.https']);
});
