import { Sandbox } from '../support/sandbox';
import { at, each, Mutations, rewritten, set, without, withStatement, withStatements } from './mutation';

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
    at(ALIAS, set('function_version', '$LATEST')),
    at(ALIAS, set('publish', false, FUNCTION)),
  ],
  'lambda-timeout-fits-api-integration': [at(FUNCTION, set('timeout', 29))],
  'lambda-role-names-bedrock-models': [
    at(FUNCTION, set('value', 'anthropic.claude-v2:1', 'dev-genai/aws_ssm_parameter.model-id')),
    at(FUNCTION, set('environment.variables.MODEL_ID_PARAMETER', '/petclinic/dev/genai/embedding-model-id')),
    ...each(
      FUNCTION,
      ...withStatements(
        'AskModelThroughProfile',
        [
          // A model in one region alone, though the profile leads to others; every model; past the profile.
          { Resource: ['arn:aws:bedrock:us-west-2::foundation-model/anthropic.claude-haiku-5-5'] },
          { Resource: ['arn:aws:bedrock:*::foundation-model/anthropic.*'] },
          { Condition: undefined },
        ],
        ASK_CHAT,
      ),
    ),
    at(FUNCTION, without(ASK_CHAT)),
  ],
  'lambda-has-network-path': [
    at(FUNCTION, without('dev-genai/aws_vpc_security_group_egress_rule.genai_to-sessions')),
    at(FUNCTION, without('dev-network/aws_vpc_endpoint.bedrock-runtime-endpoint_endpoint')),
    at(FUNCTION, withStatement('KeepSessions', { Action: ['dynamodb:DeleteItem'] }, ROLE_POLICY)),
    at(
      FUNCTION,
      withStatement(
        'OwnAccountOnly',
        { Action: ['bedrock:Converse'] },
        'dev-network/aws_vpc_endpoint.bedrock-runtime-endpoint_endpoint',
      ),
    ),
    at(
      FUNCTION,
      set('security_group_ids', [], 'dev-network/aws_vpc_endpoint.bedrock-runtime-endpoint_endpoint'),
    ),
  ],
  'model-spend-is-watched': [
    ...[{ DAILY_QUESTIONS: undefined }, { DAILY_QUESTIONS: '0' }, { CORS_ORIGIN: '*' }].map((change) =>
      at(FUNCTION, (sandbox: Sandbox, address: string) => {
        const { variables } = sandbox.body(address)['environment'] as { variables: object };
        Object.assign(variables, change);
      }),
    ),
    at(PROFILE, set('threshold', 1e9, TOKENS)),
    at(PROFILE, rewritten(TOKENS, 'metric_query', /"stat":"Sum"/g, '"stat":"Average"')),
    ...['"period":60', '"period":86400'].map((period) =>
      at(PROFILE, rewritten(TOKENS, 'metric_query', /"period":3600/g, period)),
    ),
    at(PROFILE, (sandbox) => {
      const queries = sandbox.body(TOKENS)['metric_query'] as { id: string }[];
      sandbox.body(TOKENS)['metric_query'] = queries.filter(({ id }) => id !== 'answers');
    }),
    at(PROFILE, without(TOKENS)),
    at(PROFILE, (sandbox) => {
      const filter = { name: 'TagKeyValue', values: ['user:Environment$prod'] };
      sandbox.body('dev-security/aws_budgets_budget.budget_budget')['cost_filter'] = [filter];
    }),
    at(PROFILE, (sandbox) => {
      sandbox.stack('dev-genai').provider = { aws: [{ region: 'us-west-2' }] };
    }),
  ],
  'session-table-has-ttl': [
    at(TABLE, set('ttl', undefined)),
    at(TABLE, set('point_in_time_recovery', { enabled: true })),
  ],
};
