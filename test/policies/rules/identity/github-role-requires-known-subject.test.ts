import { PolicyStatement } from '../../../support/policy-documents';
import { found, policy } from '../../support/cases';
import { rule } from './github-role-requires-known-subject';

const ISSUER = 'token.actions.githubusercontent.com';
const PROVIDER = `arn:aws:iam::123456789012:oidc-provider/${ISSUER}`;
const exactly = (subject: string | string[], audience = 'sts.amazonaws.com') => ({
  StringEquals: { [`${ISSUER}:aud`]: audience, [`${ISSUER}:sub`]: subject },
});
const inWorkflow = (subject: string | string[], workflow = 'apply.yml@refs/heads/main') => ({
  StringEquals: {
    ...exactly(subject).StringEquals,
    [`${ISSUER}:job_workflow_ref`]: `owner/name/.github/workflows/${workflow}`,
  },
});
const PULLS = 'repo:owner/name:pull_request';
const MAIN = 'repo:owner/name:ref:refs/heads/main';
const PROD = 'repo:owner/name:environment:prod';
const both = (subject: string): string[] => [subject, subject.replace('owner/name', 'owner@12/name@34')];

const role = (statement: Partial<PolicyStatement>) =>
  found(rule, {
    aws_iam_role: {
      deploy: {
        assume_role_policy: policy({
          Effect: 'Allow',
          Principal: { Federated: PROVIDER },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: exactly(PULLS),
          ...statement,
        }),
      },
    },
  });

test.each<[string, Partial<PolicyStatement>]>([
  ['pull requests', {}],
  ['pull requests in both forms', { Condition: exactly(both(PULLS)) }],
  ['the deployed branch', { Condition: inWorkflow(MAIN, 'drift.yml@refs/heads/main') }],
  ['an environment', { Condition: inWorkflow(PROD) }],
  ['an environment in both forms', { Condition: inWorkflow(both(PROD)) }],
  ['a subject with ids', { Condition: inWorkflow('repo:owner@12/name@34:environment:prod') }],
  ['a service', { Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
])('trust in %s complies', (_, statement) => {
  expect(role(statement)).toEqual([]);
});

test.each<[string, Partial<PolicyStatement>]>([
  ['every subject', { Condition: { StringEquals: { [`${ISSUER}:aud`]: 'sts.amazonaws.com' } } }],
  ['every branch', { Condition: exactly('repo:owner/name:*') }],
  ['every repository', { Condition: exactly('repo:owner/*:pull_request') }],
  [
    'all branches',
    { Condition: inWorkflow('repo:owner/name:ref:refs/heads/*', 'drift.yml@refs/heads/main') },
  ],
  [
    'a second branch',
    { Condition: inWorkflow([MAIN, MAIN.replace('main', 'release')], 'drift.yml@refs/heads/main') },
  ],
  ['a tag', { Condition: exactly('repo:owner/name:ref:refs/tags/v1') }],
  ['pull requests and the branch', { Condition: exactly([PULLS, MAIN]) }],
  ['another repository', { Condition: exactly([PULLS, 'repo:stranger@12/name@34:pull_request']) }],
  ['an environment and the branch', { Condition: inWorkflow([PROD, MAIN]) }],
  ['two environments', { Condition: inWorkflow([PROD, 'repo:owner/name:environment:dev']) }],
  ['an environment in every workflow', { Condition: exactly(PROD) }],
  ['the branch in every workflow', { Condition: exactly(MAIN) }],
  ['the branch in the workflow that applies', { Condition: inWorkflow(MAIN) }],
  ['an environment in a workflow of every branch', { Condition: inWorkflow(PROD, 'apply.yml@refs/heads/*') }],
  ['nobody', { Condition: exactly([]) }],
  ['every audience', { Condition: exactly(PULLS, '*') }],
  ['what looks alike', { Condition: { StringLike: exactly(PULLS).StringEquals } }],
  ['whatever lacks the claim', { Condition: { ...exactly(PULLS), StringLike: {} } }],
  ['another provider', { Principal: { Federated: 'arn:aws:iam::123456789012:oidc-provider/example.com' } }],
  ['sessions with tags', { Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'] }],
])('trust in %s is found', (_, statement) => {
  expect(new Set(role(statement))).toEqual(new Set(['aws_iam_role.deploy']));
});
