import { CiIdentity, CiIdentityProps } from '../../../src/constructs/identity/ci-identity';
import { ACCOUNT, REGION, resourcesOf, statementsOf } from '../../support/construct';

const octo = { owner: 'octo-org', name: 'octo-repo', branch: 'trunk' };
const ISSUER = 'token.actions.githubusercontent.com';

const made = (changes: Partial<CiIdentityProps> = {}) =>
  resourcesOf((stack) => {
    new CiIdentity(stack, 'ci', {
      accountId: ACCOUNT,
      repository: octo,
      githubProvider: 'create',
      environments: [{ name: 'dev', region: REGION }],
      stateBucket: { bucket: 'states', region: 'eu-west-1', lockTable: 'locks', kmsAlias: 'alias/states' },
      ...changes,
    });
  });

const trustOf = (role: string, changes?: Partial<CiIdentityProps>) =>
  statementsOf(made(changes)['aws_iam_role']?.[role]?.['assume_role_policy'])['WorkflowAssumesRole'];

test.each([
  ['ci_pull-request_role', 'pull_request', undefined],
  ['ci_plan_role', 'ref:refs/heads/trunk', ['deploy-environment', 'drift']],
  ['ci_dev-apply_role', 'environment:dev', ['apply']],
])('%s trusts %s, of its workflows, in every form that the repository has', (role, run, workflows) => {
  const refs = workflows?.map((file) => `octo-org/octo-repo/.github/workflows/${file}.yml@refs/heads/trunk`);
  const claims = {
    [`${ISSUER}:aud`]: 'sts.amazonaws.com',
    [`${ISSUER}:sub`]: [`repo:octo-org/octo-repo:${run}`],
    ...(refs === undefined ? {} : { [`${ISSUER}:job_workflow_ref`]: refs }),
  };
  expect(trustOf(role)?.['Condition']).toEqual({ StringEquals: claims });
  const repository = { ...octo, ids: { owner: '12', repository: '34' } };
  expect(trustOf(role, { repository })?.['Condition']).toEqual({
    StringEquals: {
      ...claims,
      [`${ISSUER}:sub`]: [`repo:octo-org/octo-repo:${run}`, `repo:octo-org@12/octo-repo@34:${run}`],
      [`${ISSUER}:repository_id`]: '34',
    },
  });
});

test('an account that has GitHub’s provider gets no second one, and its roles trust that', () => {
  const changes = { githubProvider: 'existing' } as const;
  expect(made(changes)['aws_iam_openid_connect_provider']).toBeUndefined();
  expect(trustOf('ci_plan_role', changes)).toMatchObject({
    Principal: { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/${ISSUER}` },
  });
});
