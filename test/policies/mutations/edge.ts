import { Body } from '../../support/estate';
import { Sandbox } from '../support/sandbox';
import { at, Mutations, set, without, withResource } from './mutation';

const STAGE = 'dev-edge/aws_api_gateway_stage.stage_stage';
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
    at('dev-edge/aws_api_gateway_rest_api.api_api', set('binary_media_types', ['image/png'])),
    at(
      'dev-edge/aws_api_gateway_integration.api_genai_exact-preflight_options_integration',
      set('content_handling', undefined),
    ),
    at(TO_VETS, set('content_handling', 'CONVERT_TO_TEXT')),
  ],
  'listener-rule-takes-both-origin-values': [
    at(LISTENER_RULE, (sandbox) => {
      const secret = '${data.terraform_remote_state.platform.outputs.origin_secret_arns.a}';
      originSecret(sandbox, 'dev-services', 'origin-secret-b')['secret_id'] = secret;
    }),
    at(LISTENER_RULE, (sandbox) => {
      originSecret(sandbox, 'dev-services', 'origin-secret')['version_stage'] = 'AWSPREVIOUS';
    }),
    at(LISTENER_RULE, without('dev-platform/aws_secretsmanager_secret_version.origin-secret-b_version')),
    at(TO_VETS, (sandbox) => {
      originSecret(sandbox, 'dev-edge', 'origin-secret')['version_stage'] = 'AWSPREVIOUS';
    }),
  ],
  'account-setting-has-one-stack': [
    at(ACCOUNT_SETTING, withResource('prod-edge', 'aws_api_gateway_account', 'account', {})),
    at(
      'account-us-west-2/aws_config_configuration_recorder.config_recorder',
      withResource('prod-security', 'aws_config_configuration_recorder', 'recorder', {}),
    ),
    at(
      'account-us-west-2/aws_accessanalyzer_analyzer.access-analyzer_analyzer',
      withResource('prod-security', 'aws_accessanalyzer_analyzer', 'analyzer', {}),
    ),
    at('account/aws_iam_openid_connect_provider.ci_github_provider', (sandbox) => {
      const url = 'https://token.actions.githubusercontent.com';
      sandbox.add('account-us-west-2', 'aws_iam_openid_connect_provider', 'github', { url });
    }),
    at(
      'dev-observability/aws_xray_encryption_config.traces',
      withResource('dev-observability', 'aws_xray_encryption_config', 'traces', {}),
    ),
  ],
  'api-deployment-has-redeployment-trigger': [
    at(DEPLOYMENT, set('triggers', { definition: '${timestamp()}' })),
    at(DEPLOYMENT, set('timeout_milliseconds', 20_000, TO_VETS)),
    at(
      DEPLOYMENT,
      withResource('dev-edge', 'aws_api_gateway_method', 'more', {
        rest_api_id: '${aws_api_gateway_rest_api.api_api.id}',
      }),
    ),
  ],
  'api-domain-requires-tls': [
    at(DOMAIN, set('security_policy', 'TLS_1_0')),
    at(DOMAIN, set('disable_execute_api_endpoint', false, 'prod-edge/aws_api_gateway_rest_api.api_api')),
  ],
  'api-integration-timeout-is-valid': [
    at(TO_VETS, set('timeout_milliseconds', 60_000)),
    at(TO_GENAI, set('timeout', 29, 'dev-genai/aws_lambda_function.genai_function_function')),
    at('dev-platform/aws_lb.load-balancer_load-balancer', set('idle_timeout', 20)),
    at('dev-platform/aws_lb.load-balancer_load-balancer', set('idle_timeout', 120)),
  ],
  'api-static-parameter-is-quoted': [
    at(PREFLIGHT, set('response_parameters', { 'method.response.header.Access-Control-Allow-Origin': '*' })),
  ],
  'api-method-has-throttling': [
    at(TO_GENAI, without('dev-edge/aws_api_gateway_method_settings.stage_settings-genai-exact-post')),
    at(STAGE, without(SETTINGS)),
    at(SETTINGS, set('settings.throttling_rate_limit', -1)),
    at(SETTINGS, set('settings.throttling_burst_limit', 5000)),
    at(
      TO_GENAI,
      set(
        'settings.throttling_burst_limit',
        100,
        'dev-edge/aws_api_gateway_method_settings.stage_settings-genai-exact-post',
      ),
    ),
  ],
  'api-stage-has-access-log': [
    at(STAGE, set('access_log_settings', undefined)),
    at(STAGE, (sandbox, address) => {
      const log = sandbox.body(address)['access_log_settings'] as Record<string, string>;
      log['format'] = (log['format'] ?? '').replace('{', '{"ip":"$context.identity.sourceIp",');
    }),
  ],
  'lambda-permission-has-source-arn': [at(PERMISSION, set('source_arn', undefined))],
};
