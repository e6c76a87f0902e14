import { at, Mutation, Mutations, withStatement } from './mutation';

const PULLS = 'account/aws_iam_role.ci_pull-request_role';
const PULLS_BOUNDARY = 'account/aws_iam_policy.ci_pull-request_boundary';
const PLAN = 'account/aws_iam_role.ci_plan_role';
const APPLY = 'account/aws_iam_role.ci_dev-apply_role';
const APPLY_RIGHTS = 'account/aws_iam_role_policy.ci_dev-apply_rights';
const BOUNDARY = 'account/aws_iam_policy.ci_dev-apply_boundary';
const SUBJECT = 'token.actions.githubusercontent.com:sub';
const AUDIENCE = 'token.actions.githubusercontent.com:aud';

/** Ways to break the rules of what CI runs with. */
export const ci: Mutations = {
  'plan-role-denies-data-access': [
    ...[
      ['NoSecretValues', 'arn:aws:secretsmanager:us-west-2:123456789012:secret:/petclinic/*'],
      ['NoObjectsButStates', 'arn:aws:s3:::petclinic-*'],
      ['NoItemsButChecksums', 'arn:aws:dynamodb:us-west-2:123456789012:table/petclinic-*'],
    ].map(([sid = '', NotResource = '']): Mutation =>
      at(PULLS, withStatement(PULLS_BOUNDARY, sid, { NotResource: [NotResource] })),
    ),
    at(PULLS, withStatement(PULLS_BOUNDARY, 'NoLogEventsNorTraces', { Action: ['logs:GetLogEvents'] })),
    ...[
      'dynamodb:PartiQLSelect',
      'dynamodb:GetRecords',
      'logs:GetQueryResults',
      'logs:ListAnomalies',
      'ssm:*Command*',
      'xray:ListRetrievedTraces',
    ].map((action): Mutation =>
      at(PULLS, (sandbox) => {
        const body = sandbox.body(PULLS_BOUNDARY);
        body['policy'] = String(body['policy']).replace(action, 'sts:GetCallerIdentity');
      }),
    ),
    at(
      PULLS,
      withStatement(PULLS_BOUNDARY, 'NoOtherDecryption', {
        Condition: { Null: { 'kms:ViaService': 'true' } },
      }),
    ),
    at(
      PULLS,
      withStatement(PULLS_BOUNDARY, 'NoOtherDecryption', {
        Condition: { StringNotEquals: { 'kms:ViaService': ['ssm.us-west-2.amazonaws.com'] } },
      }),
    ),
  ],
  'plan-role-only-reads': [
    at(PLAN, (sandbox) => {
      sandbox.body('account/aws_iam_role_policy_attachment.ci_plan_aws')['policy_arn'] =
        'arn:aws:iam::aws:policy/PowerUserAccess';
    }),
    at(PLAN, withStatement('account/aws_iam_role_policy.ci_plan_rights', 'LeavePlans', { Resource: ['*'] })),
    at(
      PULLS,
      withStatement('account/aws_iam_role_policy.ci_pull-request_rights', 'ReadOriginHeader', {
        Action: ['secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue'],
      }),
    ),
  ],
  'role-has-permissions-boundary': [
    ...['/', '/petclinic/ci/'].map((path): Mutation =>
      at('dev-network/aws_iam_role.flow-logs_role_role', (sandbox, address) => {
        sandbox.body(address)['path'] = path;
      }),
    ),
    at('dev-network/aws_iam_role.flow-logs_role_role', (sandbox, address) => {
      delete sandbox.body(address)['permissions_boundary'];
    }),
    at(APPLY, (sandbox, address) => {
      delete sandbox.body(address)['permissions_boundary'];
    }),
  ],
  'create-role-requires-boundary': [
    at(APPLY_RIGHTS, withStatement(APPLY_RIGHTS, 'GiveRightsWithinBoundary', { Condition: undefined })),
    at(
      APPLY_RIGHTS,
      withStatement(APPLY_RIGHTS, 'ManageRoles', {
        Action: ['iam:DeleteRolePermissionsBoundary'],
      }),
    ),
  ],
  'permissions-boundary-covers-role-policies': [
    at(
      'dev-genai/aws_iam_role.genai_function_role_role',
      withStatement('dev-genai/aws_iam_role_policy.genai_function_role_policy', 'KeepSessions', {
        Action: ['iam:CreateAccessKey'],
      }),
    ),
    at(APPLY, withStatement(BOUNDARY, 'WhatPoliciesAllow', { Action: ['ec2:*'] })),
  ],
  'github-role-requires-known-subject': [
    at(
      PLAN,
      withStatement(
        PLAN,
        'WorkflowAssumesRole',
        {
          Condition: {
            StringEquals: { [SUBJECT]: 'repo:a/b:ref:refs/heads/main', [AUDIENCE]: 'sts.amazonaws.com' },
          },
        },
        'assume_role_policy',
      ),
    ),
    at(
      PULLS,
      withStatement(
        PULLS,
        'WorkflowAssumesRole',
        {
          Condition: {
            StringLike: { [SUBJECT]: 'repo:your--organization/*', [AUDIENCE]: 'sts.amazonaws.com' },
          },
        },
        'assume_role_policy',
      ),
    ),
    at(
      APPLY,
      withStatement(
        APPLY,
        'WorkflowAssumesRole',
        { Condition: { StringEquals: { [SUBJECT]: 'repo:a/b:environment:dev' } } },
        'assume_role_policy',
      ),
    ),
    at(APPLY, (sandbox) => {
      const known = { [SUBJECT]: 'repo:a/b:environment:dev', [AUDIENCE]: 'sts.amazonaws.com' };
      sandbox.statement(
        APPLY,
        'WorkflowAssumesRole',
        { Condition: { StringEquals: known } },
        'assume_role_policy',
      );
    }),
  ],
};
