import { CiIdentity, CiIdentityProps } from '../../../src/constructs/identity/ci-identity';
import { TrustedRepository } from '../../../src/constructs/identity/github-trust';
import { ACCOUNT, REGION, resourcesOf, statementsOf } from '../../support/construct';

const switches = { apiGatewayAccount: false, configRecorder: false, backups: false };
const octo = { owner: 'octo-org', name: 'octo-repo', branch: 'trunk' };
const dev = { name: 'dev', region: REGION, switches };

const made = (changes: Partial<CiIdentityProps> = {}) =>
  resourcesOf((stack) => {
    new CiIdentity(stack, 'ci', {
      accountId: ACCOUNT,
      repository: octo,
      githubProvider: 'create',
      environments: [dev],
      stateBucket: { bucket: 'states', region: REGION, lockTable: 'locks', kmsAlias: 'alias/states' },
      ...changes,
    });
  });

const subjectsOf = (repository: TrustedRepository, role: string): unknown => {
  const { aws_iam_role: roles = {} } = made({ repository });
  const trust = statementsOf(roles[role]?.['assume_role_policy'])['WorkflowAssumesRole'];
  const condition = trust?.['Condition'] as { StringEquals: Record<string, unknown> } | undefined;
  return condition?.StringEquals['token.actions.githubusercontent.com:sub'];
};

const policy = (name: string, changes: Partial<CiIdentityProps> = {}) =>
  statementsOf(made(changes)['aws_iam_policy']?.[name]?.['policy']);

test.each([
  ['ci_plan_role', ['pull_request', 'ref:refs/heads/trunk']],
  ['ci_dev-apply_ci_role', ['environment:dev']],
])('%s trusts %j and nothing else, in the form that the repository has', (role, runs) => {
  const ids = { owner: '12', repository: '34' };
  expect(subjectsOf(octo, role)).toEqual(runs.map((run) => `repo:octo-org/octo-repo:${run}`));
  expect(subjectsOf({ ...octo, ids }, role)).toEqual(
    runs.map((run) => `repo:octo-org@12/octo-repo@34:${run}`),
  );
});

test('an account that has GitHub’s provider gets no second one, and its roles trust that', () => {
  const { aws_iam_openid_connect_provider: providers, aws_iam_role: roles = {} } = made({
    githubProvider: 'existing',
  });
  expect(providers).toBeUndefined();
  expect(statementsOf(roles['ci_plan_role']?.['assume_role_policy'])['WorkflowAssumesRole']).toMatchObject({
    Principal: {
      Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`,
    },
  });
});

test('the apply role writes records of its own domain only, and only where there is one', () => {
  const domain = { name: 'petclinic.example.com', hostedZoneId: 'Z1' };
  const name = 'ci_dev-apply_ci_firewalls-and-names-policy';
  expect(policy(name)).not.toHaveProperty('WriteRecords');
  expect(policy(name, { environments: [{ ...dev, domain }] })['WriteRecords']).toMatchObject({
    Resource: ['arn:aws:route53:::hostedzone/Z1'],
    Condition: {
      'ForAllValues:StringLike': {
        'route53:ChangeResourceRecordSetsNormalizedRecordNames': [
          'petclinic.example.com',
          '*.petclinic.example.com',
        ],
      },
    },
  });
});

test('a workload boundary is wider where an environment has what needs more', () => {
  const name = 'ci_dev-workload_policy';
  const wide = { apiGatewayAccount: true, configRecorder: true, backups: true };
  const more = ['LogsOfEveryApi', 'OldSnapshots', 'RecordedSettings'];
  expect(Object.keys(policy(name)).filter((sid) => more.includes(sid))).toEqual([]);
  const sids = Object.keys(policy(name, { environments: [{ ...dev, switches: wide }] }));
  expect(sids).toEqual(expect.arrayContaining(more));
});

test('the apply role locks and writes the states of its environment; the plan role leaves plans, which only that may read', () => {
  const environments = [dev, { ...dev, name: 'prod' }];
  const written = policy('ci_dev-apply_ci_state-policy', { environments });
  expect(written['WriteStates']).toMatchObject({
    Action: ['s3:PutObject'],
    Resource: ['arn:aws:s3:::states/petclinic/dev/*.tfstate'],
  });
  const planned = policy('ci_plan_state-policy', { environments });
  const allowed = Object.values(planned).filter(({ Effect }) => Effect === 'Allow');
  const writing = allowed.filter(({ Action }) => /Put|Delete/.test([Action].flat().join()));
  expect(writing).toMatchObject([
    {
      Action: ['s3:PutObject'],
      Resource: ['arn:aws:s3:::states/plans/dev/*', 'arn:aws:s3:::states/plans/prod/*'],
    },
  ]);
  expect(written['LockStates']?.['Resource']).toEqual(['arn:aws:s3:::states/petclinic/dev/*.tflock']);
  expect(written['ReadPlans']).toMatchObject({
    Action: ['s3:GetObject'],
    Resource: ['arn:aws:s3:::states/plans/dev/*'],
  });
});

test('the apply role makes composite alarms, which AWS lets nobody do whose right is narrower than all alarms', () => {
  const rights = Object.values(policy('ci_dev-apply_ci_observability-policy'));
  const resources = rights
    .filter(({ Action }) => [Action].flat().includes('cloudwatch:PutCompositeAlarm'))
    .flatMap(({ Resource }) => Resource);
  expect(resources).toEqual(['*']);
});

test('the apply role gives subnets back to the network ACL of the VPC, which has no tags, and to no other without', () => {
  expect(policy('ci_dev-apply_ci_network-policy')['LeaveSubnetsToDefaultAcl']).toMatchObject({
    Action: ['ec2:ReplaceNetworkAclAssociation'],
    Resource: [`arn:aws:ec2:${REGION}:${ACCOUNT}:network-acl/*`],
    Condition: { Null: { 'aws:ResourceTag/Environment': 'true' } },
  });
  expect(policy('ci_dev-apply_ci_network-policy')['UseOwn']?.['Action']).toContain(
    'ec2:ReplaceNetworkAclAssociation',
  );
});

test('the boundary of an apply role lets it use the region of its environment, and that of the states', () => {
  const stateBucket = { bucket: 'states', region: 'eu-west-1', lockTable: 'locks', kmsAlias: 'alias/states' };
  expect(
    policy('ci_dev-apply_boundary_policy', { stateBucket })['ServicesOfTheRegion']?.['Condition'],
  ).toEqual({ StringEquals: { 'aws:RequestedRegion': [REGION, 'eu-west-1'] } });
});
