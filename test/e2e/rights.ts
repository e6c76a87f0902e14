import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  ListAttachedRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import { listOf } from '../support/estate';
import { actionsOfCall } from '../support/iam-actions';
import { PolicyStatement } from '../support/policy-documents';
import { World } from './world';

const PLAN_ROLE = 'petclinic-plan';

/**
 * Calls that only the `state-backend` stack makes: it makes the roles and their policies, so none of the roles may. An
 * administrator applies it.
 */
const OF_STATE_BACKEND = [
  'iam:CreateOpenIDConnectProvider',
  'iam:CreatePolicy',
  'iam:GetOpenIDConnectProvider',
  'iam:GetPolicy',
  'iam:GetPolicyVersion',
  'iam:ListPolicyVersions',
];

/** Calls of the state's lock and its lock file. Plans of CI run with `-lock=false`, those of these tests do not. */
const OF_LOCK = ['dynamodb:DeleteItem', 'dynamodb:PutItem', 's3:DeleteObject', 's3:PutObject'];

/** What Terraform has called on the emulator so far, by service and operation. */
export const terraformCalls = async (world: World): Promise<Readonly<Record<string, number>>> =>
  (await world.status()).callsByCaller.terraform;

/** What it called between two looks at that. */
export const calledBetween = (
  before: Readonly<Record<string, number>>,
  after: Readonly<Record<string, number>>,
): string[] => Object.keys(after).filter((call) => (after[call] ?? 0) > (before[call] ?? 0));

interface Rights {
  /** Of the policies that are attached. */
  readonly statements: readonly PolicyStatement[];
  /** Of the boundary; undefined without one. */
  readonly boundary: readonly PolicyStatement[] | undefined;
}

/** The statements of the policy with the ARN, as AWS answers them. */
async function statementsOf({ aws }: World, PolicyArn: string | undefined): Promise<PolicyStatement[]> {
  const { Policy } = await aws.iam.send(new GetPolicyCommand({ PolicyArn }));
  const { PolicyVersion } = await aws.iam.send(
    new GetPolicyVersionCommand({ PolicyArn, VersionId: Policy?.DefaultVersionId }),
  );
  const document = JSON.parse(decodeURIComponent(PolicyVersion?.Document ?? '{}')) as {
    Statement: PolicyStatement[];
  };
  return document.Statement;
}

async function rightsOf(world: World, RoleName: string): Promise<Rights> {
  const { AttachedPolicies = [] } = await world.aws.iam.send(
    new ListAttachedRolePoliciesCommand({ RoleName }),
  );
  const { Role } = await world.aws.iam.send(new GetRoleCommand({ RoleName }));
  const boundary = Role?.PermissionsBoundary?.PermissionsBoundaryArn;
  const attached = await Promise.all(AttachedPolicies.map(({ PolicyArn }) => statementsOf(world, PolicyArn)));
  return {
    statements: attached.flat(),
    boundary: boundary === undefined ? undefined : await statementsOf(world, boundary),
  };
}

const allows = (statements: readonly PolicyStatement[], action: string): boolean =>
  statements
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Action }) => listOf(Action))
    .some((allowed) =>
      allowed.endsWith('*') ? action.startsWith(allowed.slice(0, -1)) : allowed === action,
    );

/** What AWS would deny the role: each call with the action that it lacks, in its policies or in its boundary. */
export async function deniedTo(world: World, roleName: string, calls: readonly string[]): Promise<string[]> {
  const { statements, boundary } = await rightsOf(world, roleName);
  return calls
    .filter((call) => !OF_STATE_BACKEND.includes(call))
    .flatMap((call) =>
      actionsOfCall(call)
        .filter(
          (action) => !allows(statements, action) || !(boundary === undefined || allows(boundary, action)),
        )
        .map((action) => `${call} needs ${action}`),
    );
}

interface Calls {
  /** What Terraform called to apply everything. */
  readonly applied: () => readonly string[];
  /** What it called to plan everything once more. */
  readonly planned: () => readonly string[];
}

/** Holds the rights of CI's roles, within their boundaries, against what Terraform called. */
export function describeRights(world: () => World, calls: Calls): void {
  const applyRole = (): string => `petclinic-${world().config.name}-apply`;

  test('the apply role may make every call that applying took', async () => {
    expect(calls.applied().length).toBeGreaterThan(0);
    expect(await deniedTo(world(), applyRole(), calls.applied())).toEqual([]);
  });

  test('the plan role may make every call that planning took, but for the lock that CI takes none of', async () => {
    const planned = calls.planned().filter((call) => !OF_LOCK.includes(call));
    expect(planned.length).toBeGreaterThan(0);
    expect(await deniedTo(world(), PLAN_ROLE, planned)).toEqual([]);
  });

  test('the plan role could not have applied', async () => {
    expect(
      await deniedTo(world(), PLAN_ROLE, ['ec2:CreateVpc', 'iam:CreateRole', 's3:PutBucketPolicy']),
    ).toEqual(
      expect.arrayContaining(['ec2:CreateVpc needs ec2:CreateVpc', 'iam:CreateRole needs iam:CreateRole']),
    );
  });
}
