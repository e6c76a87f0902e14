import { Sandbox } from '../support/sandbox';
import { Mutations, set } from './mutation';

const FUNCTION = 'dev-genai/aws_lambda_function.genai_function_function';
const ROLE_POLICY = 'dev-genai/aws_iam_role_policy.genai_function_role_policy';
const ASK_CHAT = 'dev-genai/aws_iam_role_policy.genai_ask-chat';
const ALIAS = 'dev-genai/aws_lambda_alias.genai_live_alias';
const PROFILE = 'dev-genai/aws_bedrock_inference_profile.chat-model_profile';
const TOKENS = 'dev-observability/aws_cloudwatch_metric_alarm.alarms_genai-tokens_alarm';
const TABLE = 'dev-genai/aws_dynamodb_table.sessions_table';

/** Ways to break the rules of the GenAI function, its alias and its table. */
export const genai: Mutations = {
  'lambda-alias-uses-published-version': [
    { address: ALIAS, apply: set('function_version', '$LATEST') },
    {
      address: ALIAS,
      apply: (sandbox) => {
        sandbox.body(FUNCTION)['publish'] = false;
      },
    },
  ],
  'lambda-timeout-fits-api-integration': [{ address: FUNCTION, apply: set('timeout', 29) }],
  'lambda-role-names-bedrock-models': [
    {
      address: FUNCTION,
      apply: (sandbox) => {
        sandbox.body('dev-genai/aws_ssm_parameter.model-id')['value'] = 'anthropic.claude-v2:1';
      },
    },
    ...[
      // A model in one region alone, though the profile leads to others; every model; past the profile.
      { Resource: ['arn:aws:bedrock:us-west-2::foundation-model/anthropic.claude-haiku-5-5'] },
      { Resource: ['arn:aws:bedrock:*::foundation-model/anthropic.*'] },
      { Condition: undefined },
    ].map((change) => ({
      address: FUNCTION,
      apply: (sandbox: Sandbox) => {
        sandbox.statement(ASK_CHAT, 'AskModelThroughProfile', change);
      },
    })),
    {
      address: FUNCTION,
      apply: (sandbox) => {
        sandbox.remove(ASK_CHAT);
      },
    },
  ],
  'lambda-has-network-path': [
    {
      address: FUNCTION,
      apply: (sandbox) => {
        sandbox.remove('dev-genai/aws_vpc_security_group_egress_rule.genai_to-sessions');
      },
    },
    {
      address: FUNCTION,
      apply: (sandbox) => {
        sandbox.remove('dev-network/aws_vpc_endpoint.bedrock-runtime-endpoint_endpoint');
      },
    },
    {
      address: FUNCTION,
      apply: (sandbox) => {
        sandbox.statement(ROLE_POLICY, 'KeepSessions', { Action: ['dynamodb:DeleteItem'] });
      },
    },
  ],
  'model-spend-is-watched': [
    ...[{ DAILY_QUESTIONS: undefined }, { DAILY_QUESTIONS: '0' }, { CORS_ORIGIN: '*' }].map((change) => ({
      address: FUNCTION,
      apply: (sandbox: Sandbox, address: string) => {
        const { variables } = sandbox.body(address)['environment'] as { variables: object };
        Object.assign(variables, change);
      },
    })),
    {
      address: PROFILE,
      apply: (sandbox) => {
        sandbox.body(TOKENS)['threshold'] = 1e9;
      },
    },
    {
      address: PROFILE,
      apply: (sandbox) => {
        const queries = sandbox.body(TOKENS)['metric_query'] as { id: string }[];
        sandbox.body(TOKENS)['metric_query'] = queries.filter(({ id }) => id !== 'answers');
      },
    },
    {
      address: PROFILE,
      apply: (sandbox) => {
        sandbox.remove(TOKENS);
      },
    },
    {
      address: PROFILE,
      apply: (sandbox) => {
        const filter = { name: 'TagKeyValue', values: ['user:Environment$prod'] };
        sandbox.body('dev-security/aws_budgets_budget.budget_budget')['cost_filter'] = [filter];
      },
    },
    {
      address: PROFILE,
      apply: (sandbox) => {
        sandbox.stack('dev-genai').provider = { aws: [{ region: 'us-west-2' }] };
      },
    },
  ],
  'session-table-has-ttl': [
    { address: TABLE, apply: set('ttl', undefined) },
    { address: TABLE, apply: set('point_in_time_recovery', { enabled: true }) },
  ],
};
