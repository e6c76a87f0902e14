import { failedPercent, unservedPercent } from '../../../src/lib/metrics/expression';
import { loadBalancerMetrics } from '../../../src/lib/metrics/load-balancer';
import { evaluate } from '../../policies/support/metric-math';

const { requests, serverErrors: errors } = loadBalancerMetrics('app/petclinic/1');
const unserved = unservedPercent({ requests, errors, minRequests: 10 }).expression;
const failed = failedPercent({ requests, errors, minRequests: 10 }).expression;

/** As CloudWatch has it for a metric without a value in a period. */
const NONE = NaN;

test.each([
  ['no request has a target, and no target is registered, so nothing counts requests', NONE, 40, 100],
  ['no request has a target, but targets are registered', 0, 40, 100],
  ['every request fails at its target, and counts twice', 40, 40, 50],
  ['none fails', 40, NONE, 0],
  ['nobody asks', NONE, NONE, 0],
  ['too few ask', 4, 4, 0],
])('of 100 requests to the load balancer, when %s', (_, asked, unanswered, percent) => {
  expect(evaluate(unserved, { requests: asked, errors: unanswered })).toBe(percent);
});

test.each([
  ['a quarter fails', 40, 10, 25],
  ['none fails', 40, NONE, 0],
  ['too few ask', 4, 4, 0],
])('of 100 requests to one that answers itself, when %s', (_, asked, answered, percent) => {
  expect(evaluate(failed, { requests: asked, errors: answered })).toBe(percent);
});
