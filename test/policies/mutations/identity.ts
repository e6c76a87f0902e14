import { ACCOUNT } from '../../support/values';
import { at, each, Mutations, rewritten, set, without, withStatement, withStatements } from './mutation';

const DATA_KEY = 'dev-security/aws_kms_key.data-key_key';
const ROLE = 'dev-network/aws_iam_role.flow-logs_role_role';
const ROLE_POLICY = 'dev-network/aws_iam_role_policy.flow-logs_role_policy';

const ACCOUNT_STACK = 'account-us-west-2';
const GATEWAY = `${ACCOUNT_STACK}/aws_api_gateway_account.api-gateway-account_account`;
const RECORDER = `${ACCOUNT_STACK}/aws_config_configuration_recorder.config_recorder`;
const LOGS_ENDPOINT = 'dev-network/aws_vpc_endpoint.logs-endpoint_endpoint';
const OWN_ACCOUNT = { 'aws:SourceAccount': ACCOUNT };
const ANY_SOURCE = { ArnLike: { 'aws:SourceArn': `arn:aws:ec2:us-west-2:${ACCOUNT}:*` } };

/** Ways to break the rules of policy documents. */
export const identity: Mutations = {
  'pass-role-has-service-condition': [
    at(ROLE_POLICY, withStatement('WriteFlowLogs', { Action: ['iam:PassRole'] })),
  ],
  'policy-has-no-foreign-principal': [
    at(
      'account/aws_iam_role.ci_plan_role',
      withStatement('WorkflowAssumesRole', {
        Principal: {
          Federated: 'arn:aws:iam::999999999999:oidc-provider/token.actions.githubusercontent.com',
        },
      }),
    ),
    ...each(
      LOGS_ENDPOINT,
      ...withStatements('OwnAccountOnly', [
        { Condition: undefined },
        { Condition: { StringEquals: { 'aws:PrincipalAccount': '999999999999' } } },
        { Condition: { StringEqualsIfExists: { 'aws:PrincipalAccount': ACCOUNT } } },
      ]),
    ),
    ...[{ Action: ['s3:GetObject', 's3:PutObject'] }, { Resource: ['arn:aws:s3:::archive/*'] }].map(
      (change) =>
        at('dev-network/aws_vpc_endpoint.s3-endpoint_endpoint', withStatement('ImageLayersOfEcr', change)),
    ),
    ...each(
      DATA_KEY,
      ...withStatements('AccountAdministersKey', [
        { Principal: undefined },
        { Principal: { AWS: ['*'] } },
        { Principal: { AWS: 'arn:aws:iam::999999999999:root' } },
      ]),
    ),
  ],
  'policy-is-json-document': [at(ROLE_POLICY, set('policy', '${data.aws_iam_policy_document.x.json}'))],
  'policy-fits-size-quota': [
    at(ROLE, (sandbox) => {
      const actions = Array.from({ length: 600 }, (_, i) => `logs:PutLogEvents${i}`);
      sandbox.statement(ROLE_POLICY, 'WriteFlowLogs', { Action: actions });
    }),
  ],
  'policy-has-no-wildcard-action': [at(ROLE_POLICY, withStatement('WriteFlowLogs', { Action: ['logs:*'] }))],
  'policy-has-no-wildcard-resource': [
    ...each(
      ROLE_POLICY,
      ...withStatements('WriteFlowLogs', [
        { Resource: ['*'] },
        { Resource: ['arn:aws:s3:::archive/*', 'arn:aws:s3:::*'] },
        { Resource: `arn:aws:logs:us-west-2:${ACCOUNT}:*` },
        { Resource: undefined, NotResource: 'arn:aws:s3:::archive/*' },
      ]),
    ),
    // Beside an action that knows no resource.
    at(
      ROLE_POLICY,
      withStatement('FindLogGroup', { Action: ['logs:DescribeLogGroups', 'logs:PutLogEvents'] }),
    ),
    at(LOGS_ENDPOINT, withStatement('OwnAccountOnly', { Condition: undefined })),
  ],
  'role-trusts-its-service': [
    ...Object.entries({
      [GATEWAY]: `${ACCOUNT_STACK}/aws_iam_role.api-gateway-account_role`,
      [RECORDER]: `${ACCOUNT_STACK}/aws_iam_role.config_role_role`,
      'prod-data/aws_backup_selection.backup_selection': 'prod-data/aws_iam_role.backup_role_role',
      'dev-services/aws_ecs_task_definition.vets-service_task_definition_task-definition':
        'dev-services/aws_iam_role.vets-service_task_task-role_role',
    }).map(([address, role]) =>
      at(address, rewritten(role, 'assume_role_policy', /[\w-]+\.amazonaws/, 'glue.amazonaws')),
    ),
    at(GATEWAY, without(`${ACCOUNT_STACK}/aws_iam_role_policy_attachment.api-gateway-account_rights`)),
    at(RECORDER, without(`${ACCOUNT_STACK}/aws_iam_role_policy_attachment.config_role_read`)),
    ...[GATEWAY, RECORDER].map((address) => at(address, set('depends_on', []))),
  ],
  'trust-policy-has-source-condition': [
    ...each(
      ROLE,
      ...withStatements('ServiceAssumesRole', [
        { Condition: undefined },
        { Condition: { StringEquals: OWN_ACCOUNT } },
        { Condition: { StringEquals: { 'aws:SourceAccount': '999999999999' }, ...ANY_SOURCE } },
        { Principal: { Service: 'unheard-of.amazonaws.com' } },
        { Principal: { Service: 'lambda.amazonaws.com' } },
      ]),
    ),
    ...each(
      'prod-data/aws_iam_role.backup_role_role',
      ...withStatements('ServiceAssumesRole', [
        { Condition: undefined },
        { Condition: { StringEquals: OWN_ACCOUNT, ...ANY_SOURCE } },
      ]),
    ),
  ],
};
