import { workloadBoundaryArn } from '../../../lib/ci-names';
import { Conditions } from '../../../core/policy-document';
import { all, Area, Reach } from '../reach';

const roles = (reach: Reach): string[] => reach.arns('iam::<account>:role/petclinic-<env>-*');
const profiles = (reach: Reach): string[] => reach.arns('iam::<account>:instance-profile/petclinic-<env>-*');

/** Services to which a role of a stack is passed. */
const TAKING = [
  'apigateway.amazonaws.com',
  'backup.amazonaws.com',
  'config.amazonaws.com',
  'ec2.amazonaws.com',
  'ecs-tasks.amazonaws.com',
  'lambda.amazonaws.com',
  'monitoring.rds.amazonaws.com',
  'vpc-flow-logs.amazonaws.com',
];

/**
 * Services with a service-linked role in the account, which each makes on behalf of the first caller that needs it.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html
 */
const LINKED = [
  'access-analyzer.amazonaws.com',
  'config.amazonaws.com',
  'ecs.amazonaws.com',
  'ecs.application-autoscaling.amazonaws.com',
  'elasticloadbalancing.amazonaws.com',
  'ops.apigateway.amazonaws.com',
  'rds.amazonaws.com',
  'wafv2.amazonaws.com',
];

/** AWS managed policies that a role of a stack has attached. */
export const ATTACHED = [
  'arn:aws:iam::aws:policy/service-role/AWS_ConfigRole',
  'arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs',
];

/** Condition that a role carries, or is given, the boundary of its environment. */
const bounded = ({ names, accountId }: Reach): Conditions => ({
  StringEquals: { 'iam:PermissionsBoundary': names.map((name) => workloadBoundaryArn(name, accountId)) },
});

/**
 * The roles that the stacks make. A principal that makes and passes roles could give itself any right: so each role has
 * to carry the boundary of its environment, which the CI role can neither change nor remove.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate
 */
export const rolesOfStacks: Area = {
  name: 'roles',

  reads: (reach) => [
    {
      sid: 'ReadRoles',
      actions: [
        'iam:GetInstanceProfile',
        'iam:GetRole',
        'iam:GetRolePolicy',
        'iam:ListAttachedRolePolicies',
        'iam:ListRolePolicies',
      ],
      resources: [...roles(reach), ...profiles(reach)],
    },
  ],

  writes: (reach) => [
    {
      sid: 'MakeBoundedRoles',
      actions: [
        'iam:CreateRole',
        'iam:DeleteRolePolicy',
        'iam:PutRolePermissionsBoundary',
        'iam:PutRolePolicy',
      ],
      resources: roles(reach),
      conditions: bounded(reach),
    },
    {
      sid: 'AttachPoliciesOfAws',
      actions: ['iam:AttachRolePolicy', 'iam:DetachRolePolicy'],
      resources: roles(reach),
      conditions: all(bounded(reach), { ArnEquals: { 'iam:PolicyARN': ATTACHED } }),
    },
    {
      // No boundary to ask for: none of these gives a right. What a trust policy opens is still bounded.
      sid: 'ChangeRoles',
      actions: [
        'iam:DeleteRole',
        'iam:ListInstanceProfilesForRole',
        'iam:TagRole',
        'iam:UntagRole',
        'iam:UpdateAssumeRolePolicy',
        'iam:UpdateRoleDescription',
      ],
      resources: roles(reach),
    },
    {
      sid: 'ChangeInstanceProfiles',
      actions: [
        'iam:AddRoleToInstanceProfile',
        'iam:CreateInstanceProfile',
        'iam:DeleteInstanceProfile',
        'iam:RemoveRoleFromInstanceProfile',
        'iam:TagInstanceProfile',
        'iam:UntagInstanceProfile',
      ],
      resources: profiles(reach),
    },
    {
      sid: 'HandRolesToServices',
      actions: ['iam:PassRole'],
      resources: roles(reach),
      conditions: { StringEquals: { 'iam:PassedToService': TAKING } },
    },
    {
      sid: 'LetServicesMakeTheirRoles',
      actions: ['iam:CreateServiceLinkedRole'],
      resources: LINKED.map((service) =>
        reach.arns(`iam::<account>:role/aws-service-role/${service}/*`).join(),
      ),
      conditions: { StringEquals: { 'iam:AWSServiceName': LINKED } },
    },
  ],
};
