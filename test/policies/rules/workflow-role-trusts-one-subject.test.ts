import { PolicyStatement } from '../../support/policy-documents';
import { found, policy } from '../support/cases';
import { workflowRoleTrustsOneSubject } from './workflow-role-trusts-one-subject';

const ISSUER = 'token.actions.githubusercontent.com';
const PROVIDER = `arn:aws:iam::123456789012:oidc-provider/${ISSUER}`;
const exactly = (subject: string, audience = 'sts.amazonaws.com') => ({
  StringEquals: { [`${ISSUER}:aud`]: audience, [`${ISSUER}:sub`]: subject },
});

const role = (statement: Partial<PolicyStatement>) =>
  found(workflowRoleTrustsOneSubject, {
    aws_iam_role: {
      deploy: {
        assume_role_policy: policy({
          Effect: 'Allow',
          Principal: { Federated: PROVIDER },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: exactly('repo:owner/name:pull_request'),
          ...statement,
        }),
      },
    },
  });

test.each<[string, Partial<PolicyStatement>]>([
  ['pull requests', {}],
  ['an environment', { Condition: exactly('repo:owner/name:environment:prod') }],
  ['a subject with ids', { Condition: exactly('repo:owner@12/name@34:environment:prod') }],
  ['a service', { Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
])('trust in %s complies', (_, statement) => {
  expect(role(statement)).toEqual([]);
});

test.each<[string, Partial<PolicyStatement>]>([
  ['every subject', { Condition: { StringEquals: { [`${ISSUER}:aud`]: 'sts.amazonaws.com' } } }],
  ['every branch', { Condition: exactly('repo:owner/name:*') }],
  ['every repository', { Condition: exactly('repo:owner/*:pull_request') }],
  ['a branch, which nobody has to review', { Condition: exactly('repo:owner/name:ref:refs/heads/main') }],
  ['every audience', { Condition: exactly('repo:owner/name:pull_request', '*') }],
  ['what looks alike', { Condition: { StringLike: exactly('repo:owner/name:pull_request').StringEquals } }],
  ['whatever lacks the claim', { Condition: { ...exactly('repo:owner/name:pull_request'), StringLike: {} } }],
  ['another provider', { Principal: { Federated: 'arn:aws:iam::123456789012:oidc-provider/example.com' } }],
  ['sessions with tags', { Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'] }],
])('trust in %s is found', (_, statement) => {
  expect(new Set(role(statement))).toEqual(new Set(['aws_iam_role.deploy']));
});
