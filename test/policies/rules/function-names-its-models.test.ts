import { PolicyStatement } from '../../support/policy-documents';
import { found, policy } from '../support/cases';
import { functionNamesItsModels } from './function-names-its-models';

const arn = (id: string, region = 'us-west-2') => `arn:aws:bedrock:${region}::foundation-model/${id}`;

const lambda = (resources: string[], change: { action?: string; parameter?: string } = {}) => {
  const { action = 'bedrock:InvokeModel', parameter = '/petclinic/dev/genai/model-id' } = change;
  const statement: PolicyStatement = { Effect: 'Allow', Action: action, Resource: resources };
  return found(functionNamesItsModels, {
    aws_ssm_parameter: { model: { name: '/petclinic/dev/genai/model-id', value: 'maker.model-v1:0' } },
    aws_iam_role: { genai: { name: 'genai' } },
    aws_iam_role_policy: { genai: { role: '${aws_iam_role.genai.id}', policy: policy(statement) } },
    aws_lambda_function: {
      genai: {
        role: '${aws_iam_role.genai.arn}',
        environment: { variables: { MODEL_ID_PARAMETER: parameter, SESSION_TABLE: 'sessions' } },
      },
    },
  });
};

test('a role that may ask the model of the parameter, and no other, complies', () => {
  expect(lambda([arn('maker.model-v1:0')])).toEqual([]);
});

test.each([arn('*'), arn('maker.other-v1:0'), '*'])('%s beside it is found at the policy', (other) => {
  expect(lambda([arn('maker.model-v1:0'), other])).toEqual(['aws_iam_role_policy.genai']);
});

test.each<[string, Parameters<typeof lambda>]>([
  ['another region', [[arn('maker.model-v1:0', 'us-east-1')]]],
  ['another action', [[arn('maker.model-v1:0')], { action: 's3:GetObject' }]],
  ['a parameter that nobody writes', [[arn('maker.model-v1:0')], { parameter: '/petclinic/dev/model' }]],
])('a role without the right for its own model is found: %s', (_, given) => {
  expect(lambda(...given)).toContain('aws_lambda_function.genai');
});
