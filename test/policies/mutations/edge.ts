import { Body } from '../../support/estate';
import { Sandbox } from '../support/sandbox';
import { Mutations, set } from './mutation';

const STAGE = 'dev-edge/aws_api_gateway_stage.stage_stage';
const ACCOUNT_STACK = 'account-us-west-2';
const SETTINGS = 'dev-edge/aws_api_gateway_method_settings.stage_settings-all';
const DEPLOYMENT = 'dev-edge/aws_api_gateway_deployment.stage_deployment';
const TO_VETS = 'dev-edge/aws_api_gateway_integration.api_vets-service_below_integration';
const TO_GENAI = 'dev-edge/aws_api_gateway_integration.api_genai_exact-post_integration';
const PREFLIGHT =
  'dev-edge/aws_api_gateway_integration_response.api_genai_exact-preflight_integration-response';
const PERMISSION = 'dev-edge/aws_lambda_permission.api_genai_exact-permission';
const DOMAIN = 'prod-edge/aws_api_gateway_domain_name.domain_domain';
const LISTENER_RULE = 'dev-services/aws_lb_listener_rule.vets-service_route_rule';
const ACCOUNT_SETTING = 'account-us-west-2/aws_api_gateway_account.api-gateway-account_account';

/** The secret with a value of the origin header, as a stack reads it. */
const originSecret = (sandbox: Sandbox, stack: string, name: string): Body =>
  sandbox.stack(stack).data?.['aws_secretsmanager_secret_version']?.[name] ?? {};

/** Ways to break the rules of the API and of the way to the load balancer. */
export const edge: Mutations = {
  'api-passes-binary-bodies': [
    { address: 'dev-edge/aws_api_gateway_rest_api.api_api', apply: set('binary_media_types', ['image/png']) },
    {
      address: 'dev-edge/aws_api_gateway_integration.api_genai_exact-preflight_options_integration',
      apply: set('content_handling', undefined),
    },
    { address: TO_VETS, apply: set('content_handling', 'CONVERT_TO_TEXT') },
  ],
  'listener-rule-takes-both-origin-values': [
    {
      address: LISTENER_RULE,
      apply: (sandbox) => {
        const secret = '${data.terraform_remote_state.platform.outputs.origin_secret_arns.a}';
        originSecret(sandbox, 'dev-services', 'origin-secret-b')['secret_id'] = secret;
      },
    },
    {
      address: LISTENER_RULE,
      apply: (sandbox) => {
        originSecret(sandbox, 'dev-services', 'origin-secret')['version_stage'] = 'AWSPREVIOUS';
      },
    },
    {
      address: LISTENER_RULE,
      apply: (sandbox) => {
        sandbox.remove('dev-platform/aws_secretsmanager_secret_version.origin-secret-b_version');
      },
    },
    {
      address: TO_VETS,
      apply: (sandbox) => {
        originSecret(sandbox, 'dev-edge', 'origin-secret')['version_stage'] = 'AWSPREVIOUS';
      },
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
    { address: 'dev-platform/aws_lb.load-balancer_load-balancer', apply: set('idle_timeout', 20) },
  ],
  'api-static-parameter-is-quoted': [
    {
      address: PREFLIGHT,
      apply: set('response_parameters', { 'method.response.header.Access-Control-Allow-Origin': '*' }),
    },
  ],
  'api-method-has-throttling': [
    {
      address: TO_GENAI,
      apply: (sandbox) => {
        sandbox.remove('dev-edge/aws_api_gateway_method_settings.stage_settings-genai-exact-post');
      },
    },
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
  'api-stage-has-access-log': [
    { address: STAGE, apply: set('access_log_settings', undefined) },
    {
      address: STAGE,
      apply: (sandbox, address) => {
        const log = sandbox.body(address)['access_log_settings'] as Record<string, string>;
        log['format'] = (log['format'] ?? '').replace('{', '{"ip":"$context.identity.sourceIp",');
      },
    },
    {
      address: `${ACCOUNT_STACK}/aws_api_gateway_account.api-gateway-account_account`,
      apply: (sandbox) => {
        sandbox.remove(`${ACCOUNT_STACK}/aws_iam_role_policy_attachment.api-gateway-account_rights`);
      },
    },
    {
      address: `${ACCOUNT_STACK}/aws_api_gateway_account.api-gateway-account_account`,
      apply: (sandbox) => {
        const role = sandbox.body(`${ACCOUNT_STACK}/aws_iam_role.api-gateway-account_role`);
        role['assume_role_policy'] = String(role['assume_role_policy']).replace('apigateway', 'lambda');
      },
    },
  ],
  'lambda-permission-has-source-arn': [{ address: PERMISSION, apply: set('source_arn', undefined) }],
};
