import { Body } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';
import { rulesOf } from '../../support/web-acls';

export const rule: Rule = {
  reason:
    'AWS refuses two rules with one priority or one name. A rule without a metric blocks, and nobody learns of it.',
  source: 'https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-processing-order.html',
  check: (estate) =>
    findingsAt(estate.ofType('aws_wafv2_web_acl'), (acl) => [
      ...unless(rulesOf(acl).length > 0, 'it has no rule'),
      ...twice(rulesOf(acl), (rule) => `priority ${String(rule['priority'])}`),
      ...twice(rulesOf(acl), (rule) => `name ${String(rule['name'])}`),
      ...twice([acl.body, ...rulesOf(acl)], (of) => `metric ${metricOf(of)}`),
      ...[acl.body, ...rulesOf(acl)]
        .filter((of) => visibilityOf(of)['cloudwatch_metrics_enabled'] !== true)
        .map((of) => `${String(of['name'])} has no metric`),
    ]),
};

const visibilityOf = (of: Body): Body => (of['visibility_config'] ?? {}) as Body;

const metricOf = (of: Body): string => String(visibilityOf(of)['metric_name']);

function twice(bodies: readonly Body[], what: (body: Body) => string): string[] {
  const all = bodies.map(what);
  return all.filter((one, i) => all.indexOf(one) !== i).map((one) => `the ${one} stands twice`);
}
