import { bodiesOutside, managedRules } from '../../../src/constructs/edge/managed-waf-rules';
import { WafLogDelivery } from '../../../src/constructs/edge/waf-log-delivery';
import {
  closedPaths,
  limitPerAddress,
  onlyFrom,
  unambiguousPaths,
  WafRule,
} from '../../../src/constructs/edge/waf-rule';
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

test('a statement is written as Terraform reads it, down to the empty blocks', () => {
  const acl = made(onlyFrom('admin', 10, '^/admin', 'arn:set'), limitPerAddress('rate', 20, 100), common(30))[
    'aws_wafv2_web_acl'
  ]?.['firewall_acl'];
  const visible = (metric: string) => ({
    cloudwatch_metrics_enabled: true,
    metric_name: metric,
    sampled_requests_enabled: false,
  });
  expect(acl).toMatchObject({
    default_action: { allow: {} },
    visibility_config: visible('petclinic-dev-api'),
    rule: [
      {
        priority: 10,
        action: { block: {} },
        statement: {
          and_statement: {
            statement: [
              {
                regex_match_statement: {
                  regex_string: '^/admin',
                  field_to_match: { uri_path: {} },
                  text_transformation: [
                    { priority: 0, type: 'URL_DECODE' },
                    { priority: 1, type: 'NORMALIZE_PATH' },
                  ],
                },
              },
              { not_statement: { statement: [{ ip_set_reference_statement: { arn: 'arn:set' } }] } },
            ],
          },
        },
        visibility_config: visible('petclinic-dev-api-admin'),
      },
      {
        priority: 20,
        action: { block: {} },
        statement: { rate_based_statement: { limit: 100, aggregate_key_type: 'IP' } },
      },
      { priority: 30, override_action: { none: {} } },
    ],
  });
});

test('closed paths are those that match, and match no exception, all read as a server would', () => {
  const rule = closedPaths('actuator', 10, '/actuator', ['/health$', '^/admin']);
  const path = (regex: string) => ({
    regex_match_statement: {
      regex_string: regex,
      field_to_match: { uri_path: {} },
      text_transformation: [
        { priority: 0, type: 'URL_DECODE' },
        { priority: 1, type: 'NORMALIZE_PATH' },
      ],
    },
  });
  expect(made(rule)['aws_wafv2_web_acl']?.['firewall_acl']).toMatchObject({
    rule: [
      {
        action: { block: {} },
        statement: {
          and_statement: {
            statement: [
              path('/actuator'),
              { not_statement: { statement: [path('/health$')] } },
              { not_statement: { statement: [path('^/admin')] } },
            ],
          },
        },
      },
    ],
  });
  // Three expressions of 3 units, each with two transformations of 10.
  expect(rule.capacity).toBe(69);
});

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

test('the log holds what is blocked, without queries, for a week', () => {
  const resources = made(common(10));
  expect(resources['aws_wafv2_web_acl_logging_configuration']?.['firewall_logging']).toMatchObject({
    logging_filter: { default_behavior: 'DROP', filter: [{ behavior: 'KEEP', requirement: 'MEETS_ANY' }] },
    redacted_fields: [
      { query_string: {} },
      ...['authorization', 'cookie', 'referer', 'x-origin-verify'].map((name) => ({
        single_header: { name },
      })),
    ],
  });
  expect(resources['aws_wafv2_web_acl']?.['firewall_acl']?.['data_protection_config']).toEqual({
    data_protection: ['QUERY_STRING', 'BODY', 'SINGLE_HEADER'].map((type) => ({
      action: 'SUBSTITUTION',
      field: {
        field_type: type,
        ...(type === 'SINGLE_HEADER' && {
          field_keys: ['authorization', 'cookie', 'referer', 'x-origin-verify'],
        }),
      },
    })),
  });
  expect(resources['aws_cloudwatch_log_group']?.['firewall_log_group']).toMatchObject({
    retention_in_days: 7,
  });
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
