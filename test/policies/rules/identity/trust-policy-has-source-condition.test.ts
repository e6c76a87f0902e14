import { PolicyStatement } from '../../../support/policy-documents';
import { ACCOUNT } from '../../../support/values';
import { found, policy } from '../../support/cases';
import { rule } from './trust-policy-has-source-condition';

const trust = (Principal: PolicyStatement['Principal'], Condition?: PolicyStatement['Condition']) =>
  found(rule, {
    aws_iam_role: {
      task: {
        assume_role_policy: policy({ Effect: 'Allow', Principal, Action: 'sts:AssumeRole', Condition }),
      },
    },
  });
const tasks = { Service: 'ecs-tasks.amazonaws.com' };
const backups = { Service: 'backup.amazonaws.com' };
const ownAccount = { 'aws:SourceAccount': ACCOUNT };
const ownTasks = { ArnLike: { 'aws:SourceArn': `arn:aws:ecs:us-west-2:${ACCOUNT}:*` } };
const gitHub = { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com` };
const audience = { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' };
const subject = 'token.actions.githubusercontent.com:sub';

test.each<[PolicyStatement['Principal'], PolicyStatement['Condition']]>([
  [tasks, { StringEquals: ownAccount, ...ownTasks }],
  [backups, { StringEquals: ownAccount }],
  [{ Service: 'lambda.amazonaws.com' }, undefined],
  [gitHub, { StringEquals: { ...audience, [subject]: 'repo:owner/repo:environment:dev' } }],
])('%j under %j complies', (principal, condition) => {
  expect(trust(principal, condition)).toEqual([]);
});

test.each<[PolicyStatement['Principal'], PolicyStatement['Condition']]>([
  [tasks, undefined],
  [tasks, { StringEquals: ownAccount }],
  [tasks, { StringEquals: { 'aws:SourceAccount': '999999999999' }, ...ownTasks }],
  [backups, undefined],
  [
    backups,
    { StringEquals: ownAccount, ArnLike: { 'aws:SourceArn': `arn:aws:backup:us-west-2:${ACCOUNT}:*` } },
  ],
  [{ Service: 'lambda.amazonaws.com' }, { StringEquals: ownAccount }],
  [{ Service: 'unheard-of.amazonaws.com' }, { StringEquals: ownAccount, ...ownTasks }],
  [gitHub, { StringEquals: audience }],
  [gitHub, { StringLike: { ...audience, [subject]: 'repo:owner/repo:*' } }],
  [gitHub, { StringEquals: { ...audience, [subject]: '*' } }],
])('%j under %j is found', (principal, condition) => {
  expect(trust(principal, condition)).toEqual(['aws_iam_role.task']);
});
