import { PolicyStatement } from '../../support/policy-documents';
import { at, each, Mutation, Mutations, set, withStatement, withStatements } from './mutation';

const PULLS = 'account/aws_iam_role.ci_pull-request_role';
const PULLS_BOUNDARY = 'account/aws_iam_policy.ci_pull-request_boundary';
const PLAN = 'account/aws_iam_role.ci_plan_role';
const APPLY = 'account/aws_iam_role.ci_dev-apply_role';
const APPLY_RIGHTS = 'account/aws_iam_role_policy.ci_dev-apply_rights';
const BOUNDARY = 'account/aws_iam_policy.ci_dev-apply_boundary';
const SECRETS = 'arn:aws:secretsmanager:us-west-2:123456789012:secret';
const ISSUER = 'token.actions.githubusercontent.com';
const PULL = 'repo:owner/name:pull_request';
const MAIN = 'repo:owner/name:ref:refs/heads/main';
const PROD = 'repo:owner/name:environment:prod';
const DRIFT = 'drift.yml@refs/heads/main';

/** Trust in GitHub's tokens of subjects, of one workflow where one is named. */
const trust = (subject?: string | string[], workflow?: string, audience = 'sts.amazonaws.com') => ({
  Condition: {
    StringEquals: {
      [`${ISSUER}:aud`]: audience,
      ...(subject === undefined ? {} : { [`${ISSUER}:sub`]: subject }),
      ...(workflow === undefined
        ? {}
        : { [`${ISSUER}:job_workflow_ref`]: `owner/name/.github/workflows/${workflow}` }),
    },
  },
});

/** Ways to break the rules of what CI runs with. */
export const ci: Mutations = {
  'plan-role-denies-data-access': [
    ...[
      ['NoSecretValues', { NotResource: [`${SECRETS}:/petclinic/*`] }],
      ['NoSecretValues', { Action: ['secretsmanager:GetSecretValue'] }],
      ['NoSecretValues', { Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
      ['NoObjectsButStates', { NotResource: ['arn:aws:s3:::petclinic-*'] }],
      ['NoItemsButChecksums', { NotResource: ['arn:aws:dynamodb:us-west-2:123456789012:table/petclinic-*'] }],
      ['NoLogEventsNorTraces', { Action: ['logs:GetLogEvents'] }],
      ['NoOtherDecryption', { Effect: 'Allow' }],
      ['NoOtherDecryption', { Condition: { Null: { 'kms:ViaService': 'true' } } }],
      [
        'NoOtherDecryption',
        { Condition: { StringNotEquals: { 'kms:ViaService': ['ssm.us-west-2.amazonaws.com'] } } },
      ],
    ].map(([sid, change]) =>
      at(PULLS, withStatement(sid as string, change as Partial<PolicyStatement>, PULLS_BOUNDARY)),
    ),
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
  ],
  'plan-role-only-reads': [
    at(
      PLAN,
      set(
        'policy_arn',
        'arn:aws:iam::aws:policy/PowerUserAccess',
        'account/aws_iam_role_policy_attachment.ci_plan_aws',
      ),
    ),
    at(PLAN, withStatement('LeavePlans', { Resource: ['*'] }, 'account/aws_iam_role_policy.ci_plan_rights')),
    at(
      PULLS,
      withStatement(
        'ReadOriginHeader',
        {
          Action: ['secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue'],
        },
        'account/aws_iam_role_policy.ci_pull-request_rights',
      ),
    ),
  ],
  'role-has-permissions-boundary': [
    ...each(
      'dev-network/aws_iam_role.flow-logs_role_role',
      set('path', '/'),
      set('path', '/petclinic/ci/'),
      set('permissions_boundary', undefined),
    ),
    at(APPLY, set('permissions_boundary', undefined)),
  ],
  'create-role-requires-boundary': [
    at(APPLY_RIGHTS, withStatement('GiveRightsWithinBoundary', { Condition: undefined })),
    at(
      APPLY_RIGHTS,
      withStatement('GiveRightsWithinBoundary', {
        Condition: { StringEquals: { 'iam:PermissionsBoundary': 'arn:aws:iam::123456789012:policy/gone' } },
      }),
    ),
    ...[
      'iam:PutRolePolicy',
      'iam:AttachRolePolicy',
      'iam:PutRolePermissionsBoundary',
      'iam:DeleteRolePermissionsBoundary',
      'iam:CreatePolicyVersion',
      'iam:Create*',
    ].map((action) => at(APPLY_RIGHTS, withStatement('ManageRoles', { Action: [action] }))),
  ],
  'permissions-boundary-covers-role-policies': [
    at(
      'dev-genai/aws_iam_role.genai_function_role_role',
      withStatement(
        'KeepSessions',
        { Action: ['iam:CreateAccessKey'] },
        'dev-genai/aws_iam_role_policy.genai_function_role_policy',
      ),
    ),
    ...[
      ['WhatPoliciesAllow', { Action: ['ec2:*'] }],
      ['WhatPoliciesAllow', { Resource: ['arn:aws:s3:::petclinic-*'] }],
      ['UsersAndTheirKeys', { Action: ['iam:Create*'] }],
      [
        'IdentityOfCi',
        { Resource: undefined, NotResource: ['arn:aws:iam::123456789012:role/petclinic/ci/*'] },
      ],
      ['NoRoleWithoutBoundary', { Condition: undefined }],
    ].map(([sid, change]) =>
      at(APPLY, withStatement(sid as string, change as Partial<PolicyStatement>, BOUNDARY)),
    ),
  ],
  'github-role-requires-known-subject': [
    ...each(APPLY, ...[3600, 43_200].map((seconds) => set('max_session_duration', seconds))),
    at(PLAN, set('max_session_duration', 43_200)),
    ...each(
      PULLS,
      ...withStatements('WorkflowAssumesRole', [
        trust(undefined),
        trust('repo:owner/name:*'),
        trust('repo:owner/*:pull_request'),
        trust('repo:owner/name:ref:refs/heads/*', DRIFT),
        trust([MAIN, MAIN.replace('main', 'release')], DRIFT),
        trust('repo:owner/name:ref:refs/tags/v1'),
        trust([PULL, MAIN]),
        trust([PULL, 'repo:stranger@12/name@34:pull_request']),
        trust([PROD, MAIN], 'apply.yml@refs/heads/main'),
        trust([PROD, PROD.replace('prod', 'dev')], 'apply.yml@refs/heads/main'),
        trust(PROD),
        trust(MAIN),
        trust(MAIN, 'apply.yml@refs/heads/main'),
        trust(PROD, 'apply.yml@refs/heads/*'),
        trust([]),
        trust(PULL, undefined, '*'),
        { Condition: { StringLike: trust(PULL).Condition.StringEquals } },
        { Condition: { ...trust(PULL).Condition, StringLike: {} } },
        { Principal: { Federated: 'arn:aws:iam::123456789012:oidc-provider/example.com' } },
        { Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'] },
      ]),
    ),
    ...[PLAN, APPLY].map((role) =>
      at(role, withStatement('WorkflowAssumesRole', trust('repo:owner/name:*'))),
    ),
  ],
};
