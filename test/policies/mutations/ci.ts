import { Mutation, Mutations } from './mutation';

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
    ].map(([sid = '', NotResource = '']): Mutation => ({
      address: PULLS,
      apply: (sandbox) => {
        sandbox.statement(PULLS_BOUNDARY, sid, { NotResource: [NotResource] });
      },
    })),
    {
      address: PULLS,
      apply: (sandbox) => {
        sandbox.statement(PULLS_BOUNDARY, 'NoLogEventsNorTraces', { Action: ['logs:GetLogEvents'] });
      },
    },
    ...[
      'dynamodb:PartiQLSelect',
      'dynamodb:GetRecords',
      'logs:GetQueryResults',
      'logs:ListAnomalies',
      'ssm:*Command*',
      'xray:ListRetrievedTraces',
    ].map((action): Mutation => ({
      address: PULLS,
      apply: (sandbox) => {
        const body = sandbox.body(PULLS_BOUNDARY);
        body['policy'] = String(body['policy']).replace(action, 'sts:GetCallerIdentity');
      },
    })),
    {
      address: PULLS,
      apply: (sandbox) => {
        sandbox.statement(PULLS_BOUNDARY, 'NoOtherDecryption', {
          Condition: { Null: { 'kms:ViaService': 'true' } },
        });
      },
    },
    {
      address: PULLS,
      apply: (sandbox) => {
        sandbox.statement(PULLS_BOUNDARY, 'NoOtherDecryption', {
          Condition: { StringNotEquals: { 'kms:ViaService': ['ssm.us-west-2.amazonaws.com'] } },
        });
      },
    },
  ],
  'plan-role-only-reads': [
    {
      address: PLAN,
      apply: (sandbox) => {
        sandbox.body('account/aws_iam_role_policy_attachment.ci_plan_aws')['policy_arn'] =
          'arn:aws:iam::aws:policy/PowerUserAccess';
      },
    },
    {
      address: PLAN,
      apply: (sandbox) => {
        sandbox.statement('account/aws_iam_role_policy.ci_plan_rights', 'LeavePlans', { Resource: ['*'] });
      },
    },
    {
      address: PULLS,
      apply: (sandbox) => {
        sandbox.statement('account/aws_iam_role_policy.ci_pull-request_rights', 'ReadOriginHeader', {
          Action: ['secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue'],
        });
      },
    },
  ],
  'role-has-permissions-boundary': [
    ...['/', '/petclinic/ci/'].map((path): Mutation => ({
      address: 'dev-network/aws_iam_role.flow-logs_role_role',
      apply: (sandbox, address) => {
        sandbox.body(address)['path'] = path;
      },
    })),
    {
      address: 'dev-network/aws_iam_role.flow-logs_role_role',
      apply: (sandbox, address) => {
        delete sandbox.body(address)['permissions_boundary'];
      },
    },
    {
      address: APPLY,
      apply: (sandbox, address) => {
        delete sandbox.body(address)['permissions_boundary'];
      },
    },
  ],
  'create-role-requires-boundary': [
    {
      address: APPLY_RIGHTS,
      apply: (sandbox) => {
        sandbox.statement(APPLY_RIGHTS, 'GiveRightsWithinBoundary', { Condition: undefined });
      },
    },
    {
      address: APPLY_RIGHTS,
      apply: (sandbox) => {
        sandbox.statement(APPLY_RIGHTS, 'ManageRoles', {
          Action: ['iam:DeleteRolePermissionsBoundary'],
        });
      },
    },
  ],
  'permissions-boundary-covers-role-policies': [
    {
      address: 'dev-genai/aws_iam_role.genai_function_role_role',
      apply: (sandbox) => {
        sandbox.statement('dev-genai/aws_iam_role_policy.genai_function_role_policy', 'KeepSessions', {
          Action: ['iam:CreateAccessKey'],
        });
      },
    },
    {
      address: APPLY,
      apply: (sandbox) => {
        sandbox.statement(BOUNDARY, 'WhatPoliciesAllow', { Action: ['ec2:*'] });
      },
    },
  ],
  'github-role-requires-known-subject': [
    {
      address: PLAN,
      apply: (sandbox) => {
        sandbox.statement(
          PLAN,
          'WorkflowAssumesRole',
          {
            Condition: {
              StringEquals: { [SUBJECT]: 'repo:a/b:ref:refs/heads/main', [AUDIENCE]: 'sts.amazonaws.com' },
            },
          },
          'assume_role_policy',
        );
      },
    },
    {
      address: PULLS,
      apply: (sandbox) => {
        sandbox.statement(
          PULLS,
          'WorkflowAssumesRole',
          {
            Condition: {
              StringLike: { [SUBJECT]: 'repo:your--organization/*', [AUDIENCE]: 'sts.amazonaws.com' },
            },
          },
          'assume_role_policy',
        );
      },
    },
    {
      address: APPLY,
      apply: (sandbox) => {
        sandbox.statement(
          APPLY,
          'WorkflowAssumesRole',
          { Condition: { StringEquals: { [SUBJECT]: 'repo:a/b:environment:dev' } } },
          'assume_role_policy',
        );
      },
    },
    {
      address: APPLY,
      apply: (sandbox) => {
        const known = { [SUBJECT]: 'repo:a/b:environment:dev', [AUDIENCE]: 'sts.amazonaws.com' };
        sandbox.statement(
          APPLY,
          'WorkflowAssumesRole',
          { Condition: { StringEquals: known } },
          'assume_role_policy',
        );
      },
    },
  ],
};
