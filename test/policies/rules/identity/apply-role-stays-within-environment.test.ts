import { PolicyStatement } from '../../../support/policy-documents';
import { foundIn, policy, stack } from '../../support/cases';
import { rule } from './apply-role-stays-within-environment';

const ISSUER = 'token.actions.githubusercontent.com';
const TOPICS = 'arn:aws:sns:us-west-2:123456789012';
const ROLES = 'arn:aws:iam::123456789012:role';

const check = (statement: Partial<PolicyStatement>) =>
  foundIn(rule, {
    'dev-app': stack({ aws_sns_topic: { alarms: { name: 'petclinic-dev-alarms' } } }),
    'prod-app': stack({
      aws_sns_topic: { alarms: { name: 'petclinic-prod-alarms' } },
      aws_kms_key: { data: {} },
    }),
    'state-backend': stack({
      aws_iam_role: {
        apply: {
          name: 'petclinic-dev-apply',
          path: '/ci/',
          assume_role_policy: policy({
            Effect: 'Allow',
            Principal: { Federated: `arn:aws:iam::123456789012:oidc-provider/${ISSUER}` },
            Action: 'sts:AssumeRoleWithWebIdentity',
            Condition: { StringEquals: { [`${ISSUER}:sub`]: 'repo:owner/name:environment:dev' } },
          }),
        },
      },
      aws_iam_policy: {
        rights: {
          name: 'rights',
          path: '/ci/',
          policy: policy({ Effect: 'Allow', Action: 'sns:DeleteTopic', Resource: '*', ...statement }),
        },
      },
      aws_iam_role_policy_attachment: {
        rights: { role: '${aws_iam_role.apply.name}', policy_arn: '${aws_iam_policy.rights.arn}' },
      },
    }),
  });

const tagged = (environment: string) => ({
  Condition: { StringEquals: { 'aws:ResourceTag/Environment': environment } },
});

test.each<[Partial<PolicyStatement>]>([
  [{ Resource: `${TOPICS}:petclinic-dev-*` }],
  [{ Resource: `${TOPICS}:*`, ...tagged('dev') }],
  [{ Action: 'iam:DeleteRole', Resource: `${ROLES}/petclinic-dev-*` }],
  [{ Effect: 'Deny', Resource: `${TOPICS}:*` }],
])('%j complies', (statement) => {
  expect(check(statement)).toEqual([]);
});

test.each<[Partial<PolicyStatement>]>([
  [{ Resource: `${TOPICS}:petclinic-*` }],
  [{ Resource: [`${TOPICS}:petclinic-dev-*`, `${TOPICS}:petclinic-prod-alarms`] }],
  [{ Resource: `${TOPICS}:*`, ...tagged('prod') }],
  [{ Action: 'iam:DeleteRole', Resource: `${ROLES}/*` }],
  [{ Action: 'iam:CreatePolicyVersion', Resource: 'arn:aws:iam::123456789012:policy/ci/rights' }],
])('%j is found', (statement) => {
  expect(check(statement)).toEqual(['state-backend/aws_iam_role.apply']);
});
