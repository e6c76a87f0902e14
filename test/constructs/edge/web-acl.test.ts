import { bodiesOutside, managedRules } from '../../../src/constructs/edge/managed-waf-rules';
import { WafLogDelivery } from '../../../src/constructs/edge/waf-log-delivery';
import { limitPerAddress, unambiguousPaths, WafRule } from '../../../src/constructs/edge/waf-rule';
import { WebAcl } from '../../../src/constructs/edge/web-acl';
import { resourcesOf } from '../../support/construct';
import { Body } from '../../support/estate';

const made = (...rules: readonly WafRule[]) =>
  resourcesOf((stack) => {
    const delivery = new WafLogDelivery(stack, 'delivery', {
      name: 'petclinic-dev-waf',
      logGroupPrefix: 'aws-waf-logs-petclinic-dev-',
    });
    new WebAcl(stack, 'firewall', {
      name: 'petclinic-dev-api',
      description: 'Every request',
      rules,
      resourceArn: 'arn:stage',
      logs: { name: 'aws-waf-logs-petclinic-dev-api', kmsKeyArn: 'arn:key' },
      logDelivery: delivery.ready,
    });
  });

const common = (priority: number): WafRule =>
  managedRules(`common-${priority}`, priority, 'AWSManagedRulesCommonRuleSet');

test('what servers read in more than one way is looked for in the path as it is sent, decoded once', () => {
  const rule = unambiguousPaths('unambiguous', 5);
  const [written] = made(rule)['aws_wafv2_web_acl']?.['firewall_acl']?.['rule'] as {
    statement: { regex_match_statement: { regex_string: string; text_transformation: unknown } };
  }[];
  const { regex_string, text_transformation } = written?.statement.regex_match_statement ?? {};
  expect(text_transformation).toEqual([{ priority: 0, type: 'URL_DECODE' }]);
  const isRefused = (decoded: string) => new RegExp(regex_string ?? '').test(decoded);
  for (const path of [
    '//a',
    '/a/../b',
    '/a/..',
    '/./a',
    '/a;x/b',
    '/a\\b',
    '/a%61',
    '/a%2F',
    '/a\0',
    '/a\n',
  ]) {
    expect([path, isRefused(path)]).toEqual([path, true]);
  }
  for (const path of ['/', '/v1/api/vets', '/a/', '/a/*/b.js', '/.a', '/a..b', '/100%', '/a b,c', '/é']) {
    expect([path, isRefused(path)]).toEqual([path, false]);
  }
  expect(rule.capacity).toBe(13);
});

test('nothing passes the firewall before AWS may write its log', () => {
  const resources = made(common(10));
  expect(resources['aws_wafv2_web_acl_logging_configuration']?.['firewall_logging']?.['depends_on']).toEqual([
    'aws_cloudwatch_log_resource_policy.delivery_policy',
  ]);
  expect(resources['aws_wafv2_web_acl_association']?.['firewall_association']?.['depends_on']).toEqual([
    'aws_wafv2_web_acl_logging_configuration.firewall_logging',
  ]);
});

test('rules about bodies count, and their labels are blocked outside of the paths where people write', () => {
  const counting = managedRules('sql', 10, 'AWSManagedRulesSQLiRuleSet', 'count');
  const rule = bodiesOutside('bodies', 20, '^/chat');
  const [, written] = made(counting, rule)['aws_wafv2_web_acl']?.['firewall_acl']?.['rule'] as Body[];
  const text = JSON.stringify(written);
  expect(counting.statement).toMatchObject({
    managed_rule_group_statement: {
      rule_action_override: [
        { name: 'SQLi_BODY', action_to_use: { count: {} } },
        { name: 'SQLiExtendedPatterns_BODY', action_to_use: { count: {} } },
      ],
    },
  });
  expect(text.match(/awswaf:managed:aws:[a-z-]+:\w+_Body"/g)).toHaveLength(10);
  expect(text).toMatch(
    /"not_statement":\{"statement":\[\{"regex_match_statement":\{[^[]*"regex_string":"\^\/chat"/,
  );
  // Ten labels of a unit, and an expression of three with two transformations of ten.
  expect(rule.capacity).toBe(33);
});

test('two rules with one priority are refused, by its number', () => {
  expect(() => made(common(10), limitPerAddress('rate', 10, 100))).toThrow(
    'Web ACL petclinic-dev-api: two rules have the priority 10; allowed: a number for each',
  );
});

test('rules that cost more are refused, with what they take', () => {
  expect(() => made(common(10), common(20), managedRules('sql', 30, 'AWSManagedRulesSQLiRuleSet'))).toThrow(
    'its rules take 1600 capacity units; allowed: fewer than 1500',
  );
});
