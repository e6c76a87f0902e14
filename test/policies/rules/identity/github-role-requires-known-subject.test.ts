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
const MAIN = 'repo:owner/name:ref:refs/heads/main';
const PLANS = ['repo:owner/name:pull_request', MAIN];

const role = (statement: Partial<PolicyStatement>) =>
  found(rule, {
    aws_iam_role: {
      deploy: {
        assume_role_policy: policy({
          Effect: 'Allow',
          Principal: { Federated: PROVIDER },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: exactly(PLANS),
          ...statement,
        }),
      },
    },
  });

test.each<[string, Partial<PolicyStatement>]>([
  ['pull requests and the deployed branch', {}],
  ['an environment', { Condition: inWorkflow('repo:owner/name:environment:prod') }],
  ['an environment alone in a list', { Condition: inWorkflow(['repo:owner/name:environment:prod']) }],
  ['a subject with ids', { Condition: inWorkflow('repo:owner@12/name@34:environment:prod') }],
  ['a service', { Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
])('trust in %s complies', (_, statement) => {
  expect(role(statement)).toEqual([]);
});

test.each<[string, Partial<PolicyStatement>]>([
  ['every subject', { Condition: { StringEquals: { [`${ISSUER}:aud`]: 'sts.amazonaws.com' } } }],
  ['every branch', { Condition: exactly('repo:owner/name:*') }],
  ['every repository', { Condition: exactly(['repo:owner/*:pull_request', MAIN]) }],
  [
    'all branches',
    { Condition: exactly(['repo:owner/name:pull_request', 'repo:owner/name:ref:refs/heads/*']) },
  ],
  ['a second branch', { Condition: exactly([...PLANS, 'repo:owner/name:ref:refs/heads/release']) }],
  ['a tag', { Condition: exactly(['repo:owner/name:pull_request', 'repo:owner/name:ref:refs/tags/v1']) }],
  [
    'the branch of another repository',
    { Condition: exactly([PLANS[0] ?? '', MAIN.replace('owner', 'stranger')]) },
  ],
  ['an environment and the branch', { Condition: exactly(['repo:owner/name:environment:prod', MAIN]) }],
  [
    'two environments',
    { Condition: exactly(['dev', 'prod'].map((name) => `repo:owner/name:environment:${name}`)) },
  ],
  ['an environment in every workflow', { Condition: exactly('repo:owner/name:environment:prod') }],
  [
    'an environment in a workflow of every branch',
    { Condition: inWorkflow('repo:owner/name:environment:prod', 'apply.yml@refs/heads/*') },
  ],
  ['nobody', { Condition: exactly([]) }],
  ['every audience', { Condition: exactly(PLANS, '*') }],
  ['what looks alike', { Condition: { StringLike: exactly(PLANS).StringEquals } }],
  ['whatever lacks the claim', { Condition: { ...exactly(PLANS), StringLike: {} } }],
  ['another provider', { Principal: { Federated: 'arn:aws:iam::123456789012:oidc-provider/example.com' } }],
  ['sessions with tags', { Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'] }],
])('trust in %s is found', (_, statement) => {
  expect(new Set(role(statement))).toEqual(new Set(['aws_iam_role.deploy']));
});
