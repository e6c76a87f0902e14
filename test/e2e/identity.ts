import {
  GetOpenIDConnectProviderCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  ListAttachedRolePoliciesCommand,
  ListRolesCommand,
} from '@aws-sdk/client-iam';
import { environments } from '../../src/config/environments';
import { repository } from '../../src/config/repository';
import { listOf } from '../support/estate';
import { actionsOfCall } from '../support/iam-actions';
import { PolicyStatement } from '../support/policy-documents';
import { ACCOUNT, STATE_BUCKET, World } from './world';

const ISSUER = 'token.actions.githubusercontent.com';
const PROVIDER = `arn:aws:iam::${ACCOUNT}:oidc-provider/${ISSUER}`;
const NAMES = environments.map(({ name }) => name);
const PLAN_ROLE = 'petclinic-plan';

/** The roles, each with the runs that assume it. */
const TRUSTED: [string, string[]][] = [
  [PLAN_ROLE, ['pull_request', 'ref:refs/heads/main']],
  ...NAMES.map((name): [string, string[]] => [`petclinic-${name}-apply`, [`environment:${name}`]]),
];

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

export interface Calls {
  /** What Terraform called to apply everything. */
  readonly applied: () => readonly string[];
  /** What it called to plan everything once more. */
  readonly planned: () => readonly string[];
}

/** Asks the emulator for the roles of CI and their boundaries, and holds them against what Terraform called. */
export function describeIdentity(world: () => World, calls: Calls): void {
  const environment = (): string => world().config.name;
  const role = async (RoleName: string) =>
    (await world().aws.iam.send(new GetRoleCommand({ RoleName }))).Role;

  test('GitHub’s identity provider makes tokens for AWS alone', async () => {
    const { ClientIDList, Url } = await world().aws.iam.send(
      new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: PROVIDER }),
    );
    expect({ ClientIDList, Url: Url?.replace('https://', '') }).toEqual({
      ClientIDList: ['sts.amazonaws.com'],
      Url: ISSUER,
    });
  });

  test.each(TRUSTED)(
    'the role %s trusts workflow runs of %s of this repository, for as long as its job may take, and nobody else',
    async (name, runs) => {
      const { AssumeRolePolicyDocument = '', MaxSessionDuration, Path } = (await role(name)) ?? {};
      const hours = name === PLAN_ROLE ? 1 : 2;
      expect({ MaxSessionDuration, Path }).toEqual({ MaxSessionDuration: hours * 3600, Path: '/ci/' });
      const { Statement } = JSON.parse(decodeURIComponent(AssumeRolePolicyDocument)) as {
        Statement: PolicyStatement[];
      };
      expect(Statement).toEqual([
        {
          Sid: 'WorkflowAssumesRole',
          Effect: 'Allow',
          Principal: { Federated: PROVIDER },
          Action: ['sts:AssumeRoleWithWebIdentity'],
          Condition: {
            StringEquals: {
              [`${ISSUER}:aud`]: 'sts.amazonaws.com',
              [`${ISSUER}:sub`]: runs.map((run) => `repo:${repository.owner}/${repository.name}:${run}`),
            },
          },
        },
      ]);
    },
  );

  test('every role of the environment carries its boundary', async () => {
    const { Roles = [] } = await world().aws.iam.send(new ListRolesCommand({ PathPrefix: '/' }));
    const own = Roles.filter(
      ({ Path, RoleName }) => Path === '/' && RoleName?.startsWith(`petclinic-${environment()}-`),
    );
    expect(own.length).toBeGreaterThan(0);
    for (const { RoleName } of own) {
      expect([RoleName, (await role(RoleName ?? ''))?.PermissionsBoundary?.PermissionsBoundaryArn]).toEqual([
        RoleName,
        `arn:aws:iam::${ACCOUNT}:policy/ci/petclinic-${environment()}-workload`,
      ]);
    }
  });

  test('the apply role may make roles with that boundary alone', async () => {
    const { statements } = await rightsOf(world(), `petclinic-${environment()}-apply`);
    const making = statements.filter(({ Action }) => listOf(Action).includes('iam:CreateRole'));
    expect(making.map(({ Condition }) => Condition)).toEqual([
      {
        StringEquals: {
          'iam:PermissionsBoundary': [
            `arn:aws:iam::${ACCOUNT}:policy/ci/petclinic-${environment()}-workload`,
          ],
        },
      },
    ]);
  });

  test('the apply role may make every call that applying took', async () => {
    expect(calls.applied().length).toBeGreaterThan(0);
    expect(await deniedTo(world(), `petclinic-${environment()}-apply`, calls.applied())).toEqual([]);
  });

  test('the plan role may make every call that planning took', async () => {
    expect(calls.planned().length).toBeGreaterThan(0);
    expect(await deniedTo(world(), PLAN_ROLE, calls.planned())).toEqual([]);
  });

  test('the plan role could not have applied', async () => {
    expect(
      await deniedTo(world(), PLAN_ROLE, ['ec2:CreateVpc', 'iam:CreateRole', 's3:PutBucketPolicy']),
    ).toEqual(
      expect.arrayContaining(['ec2:CreateVpc needs ec2:CreateVpc', 'iam:CreateRole needs iam:CreateRole']),
    );
  });

  test('the plan role is denied secret values and objects that are no states', async () => {
    const { statements } = await rightsOf(world(), PLAN_ROLE);
    const denials = statements.filter(({ Effect }) => Effect === 'Deny');
    const spared = (action: string) =>
      denials
        .filter(({ Action }) => listOf(Action).includes(action))
        .flatMap(({ NotResource }) => listOf(NotResource));
    expect(spared('secretsmanager:GetSecretValue')).toEqual(
      environments.map(
        ({ name, region }) =>
          `arn:aws:secretsmanager:${region}:${ACCOUNT}:secret:/petclinic/${name}/origin-header-value-??????`,
      ),
    );
    expect(spared('s3:GetObject')).toEqual([`arn:aws:s3:::${STATE_BUCKET}/petclinic/*`]);
  });
}
