import { Body, listOf } from '../../support/estate';
import { Sandbox } from '../support/sandbox';
import { at, Mutation, Mutations, set, without } from './mutation';

const API_ACL = 'dev-edge/aws_wafv2_web_acl.api-firewall_acl';
const BALANCER_ACL = 'dev-edge/aws_wafv2_web_acl.load-balancer-firewall_acl';
const LOGGING = 'dev-edge/aws_wafv2_web_acl_logging_configuration.api-firewall_logging';

const rules = (sandbox: Sandbox, address: string): Body[] =>
  listOf(sandbox.body(address)['rule'] as Body[] | undefined);

/** Changes the rule of that name in a web ACL. */
const changeRule =
  (name: string, change: (rule: Body) => void): Mutation['apply'] =>
  (sandbox, address) => {
    change(rules(sandbox, address).find((rule) => rule['name'] === name) ?? {});
  };

/** Changes the limit of an address in the rule of that name. */
const limit = (name: string, change: Body): Mutation['apply'] =>
  changeRule(name, (rule) => {
    Object.assign((rule['statement'] as Record<string, Body>)['rate_based_statement'] ?? {}, change);
  });

/** Scope of a limit: the paths that a pattern matches. */
const scope = (regex: string): Body => ({
  scope_down_statement: { regex_match_statement: { regex_string: regex } },
});

/** Changes the first filter of a web ACL's log. */
const logFilter =
  (change: Body): Mutation['apply'] =>
  (sandbox) => {
    const [filter] = (sandbox.body(LOGGING)['logging_filter'] as { filter: Body[] }).filter;
    Object.assign(filter ?? {}, change);
  };

/** Adds a rule with that statement to a web ACL. */
const addRule =
  (statement: Body): Mutation['apply'] =>
  (sandbox, address) => {
    (sandbox.body(address)['rule'] as Body[]).push({ name: 'more', priority: 99, statement });
  };

const withoutRule =
  (name: string): Mutation['apply'] =>
  (sandbox, address) => {
    sandbox.body(address)['rule'] = rules(sandbox, address).filter((rule) => rule['name'] !== name);
  };

/** Ways to break the rules of the firewalls. */
export const firewalls: Mutations = {
  'web-acl-limits-callers': [
    at(API_ACL, withoutRule('rate-limit')),
    at(API_ACL, withoutRule('genai-rate-limit')),
    at(API_ACL, limit('rate-limit', { limit: 3000 })),
    at(API_ACL, limit('genai-rate-limit', { limit: 50_000 })),
    at(API_ACL, limit('genai-rate-limit', { evaluation_window_sec: 60 })),
    at(API_ACL, limit('genai-rate-limit', { aggregate_key_type: 'FORWARDED_IP' })),
    at(API_ACL, limit('genai-rate-limit', scope('^(/v1)?(/api/genai)$'))),
    at(API_ACL, limit('genai-rate-limit', scope('^(/v1)?(/api)(/|$)'))),
    at(
      API_ACL,
      changeRule('genai-rate-limit', (rule) => (rule['action'] = { count: {} })),
    ),
  ],
  'web-acl-has-managed-groups': [
    at(API_ACL, withoutRule('ip-reputation')),
    at(BALANCER_ACL, withoutRule('known-bad-inputs')),
    at(
      BALANCER_ACL,
      changeRule('sql-injection', (rule) => (rule['override_action'] = { count: {} })),
    ),
  ],
  'web-acl-fits-included-capacity': [
    at(API_ACL, addRule({ managed_rule_group_statement: { name: 'AWSManagedRulesCommonRuleSet' } })),
  ],
  'load-balancer-web-acl-has-no-rate-limit': [at(BALANCER_ACL, addRule({ rate_based_statement: {} }))],
  'web-acl-log-redacts-credentials': [
    at(API_ACL, set('data_protection_config', undefined)),
    at(
      API_ACL,
      set('data_protection_config', {
        data_protection: [
          { action: 'HASH', field: { field_type: 'BODY' }, exclude_rule_match_details: true },
        ],
      }),
    ),
    at(API_ACL, set('redacted_fields', [], LOGGING)),
    at(API_ACL, (sandbox) => {
      const fields = sandbox.body(LOGGING)['redacted_fields'] as Body[];
      sandbox.body(LOGGING)['redacted_fields'] = fields.filter((field) => !('query_string' in field));
    }),
    at(API_ACL, set('logging_filter', undefined, LOGGING)),
    at(API_ACL, logFilter({ condition: [{ action_condition: { action: 'ALLOW' } }] })),
    at(API_ACL, logFilter({ behavior: 'DROP' })),
    at(API_ACL, (sandbox) => {
      const fields = sandbox.body(LOGGING)['redacted_fields'] as Body[];
      sandbox.body(LOGGING)['redacted_fields'] = fields.filter(
        (field) => !JSON.stringify(field).includes('referer'),
      );
    }),
    at(API_ACL, set('retention_in_days', 90, 'dev-edge/aws_cloudwatch_log_group.api-firewall_log_group')),
    at(API_ACL, without('dev-edge/aws_cloudwatch_log_resource_policy.waf-log-delivery_policy')),
  ],
  'web-acl-blocks-counted-bodies': [
    at(API_ACL, withoutRule('bodies')),
    at(API_ACL, (sandbox, address) => {
      const bodies = rules(sandbox, address).find(({ name }) => name === 'bodies');
      Object.assign(bodies ?? {}, { action: { count: {} } });
    }),
    at(API_ACL, (sandbox, address) => {
      const bodies = rules(sandbox, address).find(({ name }) => name === 'bodies') ?? {};
      bodies['statement'] = JSON.parse(
        JSON.stringify(bodies['statement']).replace('GenericLFI_Body', 'GenericLFI_BODY'),
      ) as Body;
    }),
    at(API_ACL, (sandbox, address) => {
      const bodies = rules(sandbox, address).find(({ name }) => name === 'bodies') ?? {};
      bodies['priority'] = 1;
    }),
    at(API_ACL, (sandbox, address) => {
      const group = rules(sandbox, address).find(({ name }) => name === 'sql-injection') ?? {};
      const statement = (group['statement'] as Body)['managed_rule_group_statement'] as Body;
      statement['rule_action_override'] = (statement['rule_action_override'] as Body[]).slice(1);
    }),
  ],
  'web-acl-rule-has-unique-priority': [
    at(API_ACL, (sandbox, address) => {
      for (const rule of rules(sandbox, address)) rule['priority'] = 10;
    }),
  ],
};
