import { Statement } from '../../core/policy-document';
import { boundaryArn, ciPath, ROLE_PATH, workloadPath } from '../../lib/ci-names';
import { namesFor } from '../../lib/naming';
import { StateBucket } from '../../lib/state-place';
import { NAME_PREFIX } from '../../lib/name-prefix';

export interface ApplyScope {
  readonly accountId: string;
  /** Name of the environment. */
  readonly environment: string;
  readonly stateBucket: StateBucket;
  /** IAM path of all roles of the project. @default {@link ROLE_PATH} */
  readonly rolePath?: string | undefined;
  /** ARN of the boundary of all roles, where the account has one. @default that of the environment */
  readonly boundary?: string | undefined;
}

/** Services to which a role of the stacks is passed. */
const TAKING = [
  'backup.amazonaws.com',
  'ec2.amazonaws.com',
  'ecs-tasks.amazonaws.com',
  'lambda.amazonaws.com',
  'monitoring.rds.amazonaws.com',
  'vpc-flow-logs.amazonaws.com',
];

/** Actions that give a role rights, each of which AWS compares with the boundary. */
const GIVING = [
  'iam:AttachRolePolicy',
  'iam:CreateRole',
  'iam:PutRolePermissionsBoundary',
  'iam:PutRolePolicy',
];

/**
 * Rights that `PowerUserAccess` lacks to apply an environment: IAM, for roles below the path of the environment that carry
 * the boundary.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/PowerUserAccess.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate
 */
export function applyRights(scope: ApplyScope): Statement[] {
  const { accountId, environment, rolePath } = scope;
  const below = `${workloadPath(environment, rolePath)}*`;
  const roles = [`arn:aws:iam::${accountId}:role${below}`];
  const profiles = [`arn:aws:iam::${accountId}:instance-profile${below}`];
  return [
    {
      sid: 'GiveRightsWithinBoundary',
      actions: GIVING,
      resources: roles,
      conditions: { StringEquals: { 'iam:PermissionsBoundary': boundaryOf(scope) } },
    },
    {
      // None of these gives a right. What a trust policy opens is still bounded.
      sid: 'ManageRoles',
      actions: [
        'iam:DeleteRole',
        'iam:DeleteRolePolicy',
        'iam:DetachRolePolicy',
        'iam:GetRole',
        'iam:GetRolePolicy',
        'iam:ListAttachedRolePolicies',
        'iam:ListInstanceProfilesForRole',
        'iam:ListRolePolicies',
        'iam:ListRoleTags',
        'iam:TagRole',
        'iam:UntagRole',
        'iam:UpdateAssumeRolePolicy',
        'iam:UpdateRole',
        'iam:UpdateRoleDescription',
      ],
      resources: roles,
    },
    {
      sid: 'ManageInstanceProfiles',
      actions: [
        'iam:AddRoleToInstanceProfile',
        'iam:CreateInstanceProfile',
        'iam:DeleteInstanceProfile',
        'iam:GetInstanceProfile',
        'iam:ListInstanceProfileTags',
        'iam:RemoveRoleFromInstanceProfile',
        'iam:TagInstanceProfile',
        'iam:UntagInstanceProfile',
      ],
      resources: profiles,
    },
    {
      sid: 'HandRolesToServices',
      actions: ['iam:PassRole'],
      resources: roles,
      conditions: { StringEquals: { 'iam:PassedToService': TAKING } },
    },
  ];
}

const boundaryOf = ({ accountId, environment, rolePath, boundary }: ApplyScope): string =>
  boundary ?? boundaryArn(environment, accountId, rolePath);

/** Denials of what no deployment of the environment needs, for the role that applies it and for every role it makes. */
export function applyDenials(scope: ApplyScope): Statement[] {
  const { accountId, environment, rolePath = ROLE_PATH, stateBucket } = scope;
  const { bucket, lockTable, kmsAlias, region } = stateBucket;
  const table = [`arn:aws:dynamodb:${region}:${accountId}:table/${lockTable}`];
  return [
    {
      sid: 'UsersAndTheirKeys',
      effect: 'Deny',
      actions: [
        'iam:*AccessKey*',
        'iam:*AccountAlias*',
        'iam:*AccountPasswordPolicy',
        'iam:*Group*',
        'iam:*LoginProfile',
        'iam:*MFADevice*',
        'iam:*SSHPublicKey*',
        'iam:*ServiceSpecificCredential*',
        'iam:*SigningCertificate*',
        'iam:*User*',
        'iam:ChangePassword',
      ],
      resources: ['*'],
    },
    {
      sid: 'IdentityOfCi',
      effect: 'Deny',
      actions: ['iam:*'],
      resources: [
        `arn:aws:iam::${accountId}:role${ciPath(rolePath)}*`,
        `arn:aws:iam::${accountId}:policy/*`,
        `arn:aws:iam::${accountId}:oidc-provider/*`,
        `arn:aws:iam::${accountId}:saml-provider/*`,
      ],
    },
    {
      sid: 'BoundariesComeOffNowhere',
      effect: 'Deny',
      actions: ['iam:DeleteRolePermissionsBoundary'],
      resources: ['*'],
    },
    {
      sid: 'NoRoleWithoutBoundary',
      effect: 'Deny',
      actions: GIVING,
      resources: ['*'],
      conditions: { StringNotEquals: { 'iam:PermissionsBoundary': boundaryOf(scope) } },
    },
    {
      sid: 'ObjectsOfOthers',
      effect: 'Deny',
      actions: ['s3:DeleteObject*', 's3:GetObject*', 's3:PutObject*'],
      notResources: [
        `arn:aws:s3:::${bucket}/${NAME_PREFIX}/${environment}/*`,
        `arn:aws:s3:::${bucket}/plans/${environment}/*`,
        `arn:aws:s3:::${namesFor(environment)('s3-bucket')}-*/*`,
      ],
    },
    {
      sid: 'LocksOfOthers',
      effect: 'Deny',
      actions: ['dynamodb:*Item', 'dynamodb:Query'],
      resources: table,
      conditions: {
        'ForAnyValue:StringNotLike': { 'dynamodb:LeadingKeys': `${bucket}/${NAME_PREFIX}/${environment}/*` },
      },
    },
    {
      sid: 'StateBucketItself',
      effect: 'Deny',
      actions: ['s3:CreateBucket', 's3:DeleteBucket*', 's3:PutBucket*', 's3:Put*Configuration'],
      resources: [`arn:aws:s3:::${bucket}`],
    },
    {
      sid: 'LockTableItself',
      effect: 'Deny',
      actions: [
        'dynamodb:CreateBackup',
        'dynamodb:DeleteTable',
        'dynamodb:*ResourcePolicy',
        'dynamodb:PartiQL*',
        'dynamodb:Scan',
        'dynamodb:TagResource',
        'dynamodb:UntagResource',
        'dynamodb:Update*',
      ],
      resources: table,
    },
    {
      sid: 'StateKeyItself',
      effect: 'Deny',
      actions: [
        'kms:*Alias',
        'kms:CreateGrant',
        'kms:Disable*',
        'kms:PutKeyPolicy',
        'kms:ScheduleKeyDeletion',
        'kms:TagResource',
        'kms:UntagResource',
        'kms:Update*',
      ],
      resources: ['*'],
      conditions: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': kmsAlias } },
    },
  ];
}
