import { Body, listOf } from '../../support/estate';
import { Sandbox } from '../support/sandbox';
import { Mutation, Mutations, set } from './mutation';

const STAGE = 'dev-edge/aws_api_gateway_stage.stage_stage';
const SETTINGS = 'dev-edge/aws_api_gateway_method_settings.stage_settings-all';
const DEPLOYMENT = 'dev-edge/aws_api_gateway_deployment.stage_deployment';
const TO_VETS = 'dev-edge/aws_api_gateway_integration.api_vets-service_below_integration';
const TO_GENAI = 'dev-edge/aws_api_gateway_integration.api_genai_exact-post_integration';
const PREFLIGHT =
  'dev-edge/aws_api_gateway_integration_response.api_genai_exact-preflight_integration-response';
const PERMISSION = 'dev-edge/aws_lambda_permission.api_genai_exact-permission';
const DOMAIN = 'prod-edge/aws_api_gateway_domain_name.domain_domain';
const API_ACL = 'dev-edge/aws_wafv2_web_acl.api-firewall_acl';
const BALANCER_ACL = 'dev-edge/aws_wafv2_web_acl.load-balancer-firewall_acl';
const LOGGING = 'dev-edge/aws_wafv2_web_acl_logging_configuration.api-firewall_logging';
const ACCOUNT_SETTING = 'account-us-west-2/aws_api_gateway_account.api-gateway-account_account';

const rules = (sandbox: Sandbox, address: string): Body[] =>
  listOf(sandbox.body(address)['rule'] as Body[] | undefined);

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

/** Ways to break the rules of the API and of the firewalls. */
export const edge: Mutations = {
  'api-passes-binary-bodies': [
    { address: 'dev-edge/aws_api_gateway_rest_api.api_api', apply: set('binary_media_types', ['image/png']) },
    {
      address: 'dev-edge/aws_api_gateway_integration.api_genai_exact-preflight_options_integration',
      apply: set('content_handling', undefined),
    },
  ],
  'account-setting-has-one-stack': [
    {
      address: ACCOUNT_SETTING,
      apply: (sandbox) => {
        sandbox.add('prod-edge', 'aws_api_gateway_account', 'account', {});
      },
    },
    {
      address: 'account-us-west-2/aws_config_configuration_recorder.config_recorder',
      apply: (sandbox) => {
        sandbox.add('prod-security', 'aws_config_configuration_recorder', 'recorder', {});
      },
    },
    {
      address: 'account-us-west-2/aws_accessanalyzer_analyzer.access-analyzer_analyzer',
      apply: (sandbox) => {
        sandbox.add('prod-security', 'aws_accessanalyzer_analyzer', 'analyzer', {});
      },
    },
    {
      address: 'account/aws_iam_openid_connect_provider.ci_github_provider',
      apply: (sandbox) => {
        const url = 'https://token.actions.githubusercontent.com';
        sandbox.add('account-us-west-2', 'aws_iam_openid_connect_provider', 'github', { url });
      },
    },
    {
      address: 'dev-observability/aws_xray_encryption_config.traces',
      apply: (sandbox) => {
        sandbox.add('dev-observability', 'aws_xray_encryption_config', 'traces', {});
      },
    },
  ],
  'api-deployment-has-redeployment-trigger': [
    { address: DEPLOYMENT, apply: set('triggers', { definition: '${timestamp()}' }) },
    {
      address: DEPLOYMENT,
      apply: (sandbox) => {
        sandbox.body(TO_VETS)['timeout_milliseconds'] = 20_000;
      },
    },
    {
      address: DEPLOYMENT,
      apply: (sandbox) => {
        sandbox.add('dev-edge', 'aws_api_gateway_method', 'more', {
          rest_api_id: '${aws_api_gateway_rest_api.api_api.id}',
        });
      },
    },
  ],
  'api-domain-requires-tls': [
    { address: DOMAIN, apply: set('security_policy', 'TLS_1_0') },
    {
      address: DOMAIN,
      apply: (sandbox) => {
        sandbox.body('prod-edge/aws_api_gateway_rest_api.api_api')['disable_execute_api_endpoint'] = false;
      },
    },
  ],
  'api-integration-timeout-is-valid': [
    { address: TO_VETS, apply: set('timeout_milliseconds', 60_000) },
    {
      address: TO_GENAI,
      apply: (sandbox) => {
        sandbox.body('dev-genai/aws_lambda_function.genai_function_function')['timeout'] = 29;
      },
    },
  ],
  'api-static-parameter-is-quoted': [
    {
      address: PREFLIGHT,
      apply: set('response_parameters', { 'method.response.header.Access-Control-Allow-Origin': '*' }),
    },
  ],
  'api-method-has-throttling': [
    {
      address: STAGE,
      apply: (sandbox) => {
        sandbox.remove(SETTINGS);
      },
    },
    {
      address: SETTINGS,
      apply: (sandbox, address) => {
        (sandbox.body(address)['settings'] as Body)['throttling_rate_limit'] = -1;
      },
    },
  ],
  'api-stage-has-access-log': [{ address: STAGE, apply: set('access_log_settings', undefined) }],
  'lambda-permission-has-source-arn': [{ address: PERMISSION, apply: set('source_arn', undefined) }],
  'web-acl-fits-included-capacity': [
    {
      address: API_ACL,
      apply: addRule({ managed_rule_group_statement: { name: 'AWSManagedRulesCommonRuleSet' } }),
    },
  ],
  'load-balancer-web-acl-has-no-rate-limit': [
    { address: BALANCER_ACL, apply: addRule({ rate_based_statement: {} }) },
  ],
  'web-acl-log-redacts-credentials': [
    { address: API_ACL, apply: set('data_protection_config', undefined) },
    {
      address: API_ACL,
      apply: set('data_protection_config', {
        data_protection: [
          { action: 'HASH', field: { field_type: 'BODY' }, exclude_rule_match_details: true },
        ],
      }),
    },
    {
      address: API_ACL,
      apply: (sandbox) => {
        sandbox.body(LOGGING)['redacted_fields'] = [];
      },
    },
    {
      address: API_ACL,
      apply: (sandbox) => {
        const fields = sandbox.body(LOGGING)['redacted_fields'] as Body[];
        sandbox.body(LOGGING)['redacted_fields'] = fields.filter((field) => !('query_string' in field));
      },
    },
    {
      address: API_ACL,
      apply: (sandbox) => {
        sandbox.body(LOGGING)['logging_filter'] = undefined;
      },
    },
    {
      address: API_ACL,
      apply: (sandbox) => {
        sandbox.body('dev-edge/aws_cloudwatch_log_group.api-firewall_log_group')['retention_in_days'] = 90;
      },
    },
    {
      address: API_ACL,
      apply: (sandbox) => {
        sandbox.remove('dev-edge/aws_cloudwatch_log_resource_policy.waf-log-delivery_policy');
      },
    },
  ],
  'web-acl-blocks-counted-bodies': [
    { address: API_ACL, apply: withoutRule('bodies') },
    {
      address: API_ACL,
      apply: (sandbox, address) => {
        const bodies = rules(sandbox, address).find(({ name }) => name === 'bodies');
        Object.assign(bodies ?? {}, { action: { count: {} } });
      },
    },
    {
      address: API_ACL,
      apply: (sandbox, address) => {
        const bodies = rules(sandbox, address).find(({ name }) => name === 'bodies') ?? {};
        bodies['statement'] = JSON.parse(
          JSON.stringify(bodies['statement']).replace('GenericLFI_Body', 'GenericLFI_BODY'),
        ) as Body;
      },
    },
    {
      address: API_ACL,
      apply: (sandbox, address) => {
        const bodies = rules(sandbox, address).find(({ name }) => name === 'bodies') ?? {};
        bodies['priority'] = 1;
      },
    },
    {
      address: API_ACL,
      apply: (sandbox, address) => {
        const group = rules(sandbox, address).find(({ name }) => name === 'sql-injection') ?? {};
        const statement = (group['statement'] as Body)['managed_rule_group_statement'] as Body;
        statement['rule_action_override'] = (statement['rule_action_override'] as Body[]).slice(1);
      },
    },
  ],
  'web-acl-rule-has-unique-priority': [
    {
      address: API_ACL,
      apply: (sandbox, address) => {
        for (const rule of rules(sandbox, address)) rule['priority'] = 10;
      },
    },
  ],
};
