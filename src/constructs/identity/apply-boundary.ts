import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy';
import { Construct } from 'constructs';
import { boundaryDocument, Statement } from '../../core/policy-document';
import { applyRoleName, CI_PATH } from '../../lib/ci-names';
import { StateBucket } from '../../lib/state-place';
import { Reach } from './reach';

/** Service prefixes of IAM actions that the environment's stacks use, in the region of the environment. */
const REGIONAL = [
  'access-analyzer',
  'acm',
  'apigateway',
  'application-autoscaling',
  'backup',
  'backup-storage',
  'bedrock',
  'cloudwatch',
  'config',
  'dynamodb',
  'ec2',
  'ecr',
  'ecs',
  'elasticloadbalancing',
  'events',
  'kms',
  'lambda',
  'logs',
  'rds',
  's3',
  'secretsmanager',
  'servicediscovery',
  'sns',
  'ssm',
  'wafv2',
  'xray',
];

/** Service prefixes of IAM actions that AWS has once for all regions. */
const GLOBAL = ['budgets', 'route53'];

/** IAM actions on roles and instance profiles: none on users, groups, keys, providers or the account. */
const IDENTITY = [
  'iam:AddRoleToInstanceProfile',
  'iam:AttachRolePolicy',
  'iam:CreateInstanceProfile',
  'iam:CreateRole',
  'iam:CreateServiceLinkedRole',
  'iam:DeleteInstanceProfile',
  'iam:DeleteRole',
  'iam:DeleteRolePolicy',
  'iam:DetachRolePolicy',
  'iam:GetInstanceProfile',
  'iam:GetRole',
  'iam:GetRolePolicy',
  'iam:ListAttachedRolePolicies',
  'iam:ListInstanceProfilesForRole',
  'iam:ListRolePolicies',
  'iam:PassRole',
  'iam:PutRolePermissionsBoundary',
  'iam:PutRolePolicy',
  'iam:RemoveRoleFromInstanceProfile',
  'iam:TagInstanceProfile',
  'iam:TagRole',
  'iam:UntagInstanceProfile',
  'iam:UntagRole',
  'iam:UpdateAssumeRolePolicy',
  'iam:UpdateRoleDescription',
];

export interface ApplyBoundaryProps {
  readonly environment: string;
  /** Reach of the one environment. */
  readonly reach: Reach;
  readonly stateBucket: StateBucket;
}

/**
 * The permissions boundary of the role that applies an environment; it holds whatever policies the role has attached.
 * It names services with all their actions, since the role's several hundred do not fit into one policy; the role's own
 * policies name them. It leaves out users, organizations and account settings, so the role cannot reach them.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export class ApplyBoundary extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: ApplyBoundaryProps) {
    super(scope, id);
    const policy = new IamPolicy(this, 'policy', {
      name: `${applyRoleName(props.environment)}-boundary`,
      path: CI_PATH,
      policy: boundaryDocument(...allowed(props), ...denied(props)),
    });
    this.arn = policy.arn;
  }
}

const allowed = ({ reach, stateBucket }: ApplyBoundaryProps): Statement[] => [
  {
    sid: 'ServicesOfTheRegion',
    actions: REGIONAL.map((service) => `${service}:*`),
    resources: ['*'],
    conditions: {
      // The states may lie in another one.
      StringEquals: { 'aws:RequestedRegion': [...new Set([...reach.regions, stateBucket.region])] },
    },
  },
  { sid: 'ServicesOfAllRegions', actions: GLOBAL.map((service) => `${service}:*`), resources: ['*'] },
  {
    sid: 'RolesOfTheEnvironment',
    actions: IDENTITY,
    resources: reach.arns(
      'iam::<account>:role/petclinic-<env>-*',
      'iam::<account>:role/aws-service-role/*',
      'iam::<account>:instance-profile/petclinic-<env>-*',
    ),
  },
];

function denied({ environment, reach, stateBucket }: ApplyBoundaryProps): Statement[] {
  const { bucket, lockTable, kmsAlias, region } = stateBucket;
  return [
    {
      sid: 'IdentityOfCi',
      effect: 'Deny',
      actions: ['iam:*'],
      resources: reach.arns(
        `iam::<account>:role${CI_PATH}*`,
        `iam::<account>:policy${CI_PATH}*`,
        'iam::<account>:oidc-provider/*',
      ),
    },
    {
      sid: 'BoundariesComeOffNowhere',
      effect: 'Deny',
      actions: ['iam:DeleteRolePermissionsBoundary', 'iam:DeleteUserPermissionsBoundary'],
      resources: ['*'],
    },
    {
      sid: 'ObjectsOfOthers',
      effect: 'Deny',
      actions: ['s3:DeleteObject*', 's3:GetObject*', 's3:PutObject*'],
      notResources: [
        `arn:aws:s3:::${bucket}/petclinic/${environment}/*`,
        `arn:aws:s3:::${bucket}/plans/${environment}/*`,
        ...reach.arns('s3:::petclinic-<env>-*/*'),
      ],
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
        'dynamodb:TagResource',
        'dynamodb:UntagResource',
        'dynamodb:Update*',
      ],
      resources: [`arn:aws:dynamodb:${region}:${reach.accountId}:table/${lockTable}`],
    },
    {
      // It has no tag of an environment, so nothing else keeps whoever may tag new keys from it.
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
