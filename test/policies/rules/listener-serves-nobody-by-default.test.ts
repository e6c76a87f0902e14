import { Body } from '../../support/estate';
import { found } from '../support/cases';
import { listenerServesNobodyByDefault } from './listener-serves-nobody-by-default';

const listener = (...default_action: readonly Body[]) =>
  found(listenerServesNobodyByDefault, { aws_lb_listener: { http: { default_action } } });

test.each<[Body]>([
  [{ type: 'fixed-response', fixed_response: { status_code: '403' } }],
  [{ type: 'redirect', redirect: { protocol: 'HTTPS' } }],
])('the default action %j complies', (action) => {
  expect(listener(action)).toEqual([]);
});

test.each<[Body]>([
  [{ type: 'forward', target_group_arn: '${aws_lb_target_group.vets.arn}' }],
  [{ type: 'fixed-response', fixed_response: { status_code: '200' } }],
])('the default action %j is found', (action) => {
  expect(listener(action)).toEqual(['aws_lb_listener.http']);
});

test('a listener without a default action is found', () => {
  expect(listener()).toEqual(['aws_lb_listener.http']);
});
