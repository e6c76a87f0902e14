import { at, Mutations, set, withStatement } from './mutation';

const DATA_KEY = 'dev-security/aws_kms_key.data-key_key';
const ROLE = 'dev-network/aws_iam_role.flow-logs_role_role';
const ROLE_POLICY = 'dev-network/aws_iam_role_policy.flow-logs_role_policy';

/** Ways to break the rules of policy documents. */
export const identity: Mutations = {
  'pass-role-has-service-condition': [
    at(ROLE_POLICY, withStatement(ROLE_POLICY, 'WriteFlowLogs', { Action: ['iam:PassRole'] })),
  ],
  'policy-has-no-foreign-principal': [
    at(
      'account/aws_iam_role.ci_plan_role',
      withStatement(
        'account/aws_iam_role.ci_plan_role',
        'WorkflowAssumesRole',
        {
          Principal: {
            Federated: 'arn:aws:iam::999999999999:oidc-provider/token.actions.githubusercontent.com',
          },
        },
        'assume_role_policy',
      ),
    ),
    at('dev-network/aws_vpc_endpoint.logs-endpoint_endpoint', (sandbox, address) => {
      sandbox.statement(address, 'OwnAccountOnly', { Condition: undefined });
    }),
    at('dev-network/aws_vpc_endpoint.s3-endpoint_endpoint', (sandbox, address) => {
      sandbox.statement(address, 'ImageLayersOfEcr', { Action: ['s3:GetObject', 's3:PutObject'] });
    }),
    at(
      DATA_KEY,
      withStatement(DATA_KEY, 'AccountAdministersKey', {
        Principal: { AWS: 'arn:aws:iam::999999999999:root' },
      }),
    ),
  ],
  'policy-is-json-document': [at(ROLE_POLICY, set('policy', '${data.aws_iam_policy_document.x.json}'))],
  'policy-fits-size-quota': [
    at(ROLE, (sandbox) => {
      const actions = Array.from({ length: 600 }, (_, i) => `logs:PutLogEvents${i}`);
      sandbox.statement(ROLE_POLICY, 'WriteFlowLogs', { Action: actions });
    }),
  ],
  'policy-has-no-wildcard-action': [
    at(ROLE_POLICY, withStatement(ROLE_POLICY, 'WriteFlowLogs', { Action: ['logs:*'] })),
  ],
  'policy-has-no-wildcard-resource': [
    at(ROLE_POLICY, withStatement(ROLE_POLICY, 'WriteFlowLogs', { Resource: ['*'] })),
  ],
  'trust-policy-has-source-condition': [
    at(ROLE, withStatement(ROLE, 'ServiceAssumesRole', { Condition: undefined }, 'assume_role_policy')),
  ],
};
