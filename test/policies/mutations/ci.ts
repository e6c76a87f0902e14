import { Mutations } from './mutation';

const PLAN = 'state-backend/aws_iam_role.ci_plan_role';
const APPLY = 'state-backend/aws_iam_role.ci_dev-apply_ci_role';
const policyOf = (area: string): string => `state-backend/aws_iam_policy.ci_dev-apply_ci_${area}-policy`;
const SUBJECT = 'token.actions.githubusercontent.com:sub';
const AUDIENCE = 'token.actions.githubusercontent.com:aud';

/** Ways to break the rules of what CI runs with. */
export const ci: Mutations = {
  'apply-role-stays-within-environment': [
    {
      address: APPLY,
      apply: (sandbox) => {
        sandbox.statement(policyOf('stores'), 'ChangeTopics', {
          Resource: ['arn:aws:sns:us-west-2:123456789012:petclinic-*'],
        });
      },
    },
    {
      address: APPLY,
      apply: (sandbox) => {
        sandbox.statement(policyOf('roles'), 'ChangeRoles', {
          Resource: ['arn:aws:iam::123456789012:role/*'],
        });
      },
    },
    {
      address: APPLY,
      apply: (sandbox) => {
        sandbox.statement(policyOf('network'), 'UseOwn', {
          Condition: { StringEquals: { 'aws:ResourceTag/Environment': ['dev', 'prod'] } },
        });
      },
    },
  ],
  'plan-role-denies-data-access': [
    {
      address: PLAN,
      apply: (sandbox) => {
        sandbox.statement('state-backend/aws_iam_policy.ci_plan_state-policy', 'NoSecretValues', {
          NotResource: ['arn:aws:secretsmanager:us-west-2:123456789012:secret:/petclinic/*'],
        });
      },
    },
    {
      address: PLAN,
      apply: (sandbox) => {
        sandbox.statement('state-backend/aws_iam_policy.ci_plan_state-policy', 'NoObjectsButStates', {
          NotResource: ['arn:aws:s3:::petclinic-*'],
        });
      },
    },
  ],
  'role-has-permissions-boundary': [
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
      address: policyOf('roles'),
      apply: (sandbox) => {
        sandbox.statement(policyOf('roles'), 'MakeBoundedRoles', { Condition: undefined });
      },
    },
    {
      address: policyOf('roles'),
      apply: (sandbox) => {
        sandbox.statement(policyOf('roles'), 'ChangeRoles', {
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
          Action: ['dynamodb:Scan'],
        });
      },
    },
    {
      address: 'dev-edge/aws_iam_role.api-gateway-account_role',
      apply: (sandbox) => {
        sandbox.statement('state-backend/aws_iam_policy.ci_dev-workload_policy', 'LogsOfEveryApi', {
          Resource: ['arn:aws:logs:us-west-2:123456789012:log-group:/petclinic/dev/*'],
        });
      },
    },
    {
      address: APPLY,
      apply: (sandbox) => {
        sandbox.statement(
          'state-backend/aws_iam_policy.ci_dev-apply_boundary_policy',
          'ServicesOfAllRegions',
          {
            Action: ['budgets:*'],
          },
        );
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
