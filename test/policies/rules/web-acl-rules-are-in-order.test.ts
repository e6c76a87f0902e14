import { Body } from '../../support/estate';
import { found } from '../support/cases';
import { webAclRulesAreInOrder } from './web-acl-rules-are-in-order';

const visible = (metric: string, enabled = true) => ({
  visibility_config: { cloudwatch_metrics_enabled: enabled, metric_name: metric },
});
const rule = (name: string, priority: number, visibility: Body = visible(name)) => ({
  name,
  priority,
  ...visibility,
});

const acl = (...rules: readonly Body[]) =>
  found(webAclRulesAreInOrder, {
    aws_wafv2_web_acl: { main: { name: 'acl', ...visible('acl'), rule: rules } },
  });

test('rules with priorities, names and metrics of their own comply', () => {
  expect(acl(rule('a', 10), rule('b', 20))).toEqual([]);
});

test.each<[string, Body[]]>([
  ['no rule', []],
  ['one priority for two rules', [rule('a', 10), rule('b', 10)]],
  ['one name for two rules', [rule('a', 10), rule('a', 20, visible('b'))]],
  ['one metric for two rules', [rule('a', 10), rule('b', 20, visible('a'))]],
  ['its own metric for a rule', [rule('a', 10, visible('acl'))]],
  ['a rule without a metric', [rule('a', 10, visible('a', false))]],
])('a web ACL with %s is found', (_, rules) => {
  expect(acl(...rules)).toEqual(['aws_wafv2_web_acl.main']);
});
