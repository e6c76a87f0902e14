import { Body } from '../../support/estate';
import { found } from '../support/cases';
import { loadBalancerDropsBadRequests } from './load-balancer-drops-bad-requests';

const safe = { drop_invalid_header_fields: true, desync_mitigation_mode: 'defensive' };

const balancer = (body: Body) => found(loadBalancerDropsBadRequests, { aws_lb: { main: body } });

test('a load balancer that drops invalid headers and ambiguous requests complies', () => {
  expect(balancer(safe)).toEqual([]);
});

test.each<[Body]>([
  [{ ...safe, drop_invalid_header_fields: false }],
  [{ ...safe, desync_mitigation_mode: 'monitor' }],
  [{ desync_mitigation_mode: 'strictest' }],
])('a load balancer with %j is found', (body) => {
  expect(balancer(body)).toEqual(['aws_lb.main']);
});
