import { PolicyStatement } from '../../../support/policy-documents';
import { foundIn, policy, stack } from '../../support/cases';
import { rule } from './plan-role-denies-data-access';

const ISSUER = 'token.actions.githubusercontent.com';
const SECRETS = 'arn:aws:secretsmanager:us-west-2:123456789012:secret';
const values: Partial<PolicyStatement> = {
  Action: ['secretsmanager:BatchGetSecretValue', 'secretsmanager:GetSecretValue'],
  NotResource: `${SECRETS}:/petclinic/dev/origin-header-value-??????`,
};
const objects: Partial<PolicyStatement> = {
  Action: 's3:GetObject',
  NotResource: 'arn:aws:s3:::states/petclinic/*',
};

const check = (...denials: Partial<PolicyStatement>[]) =>
  foundIn(rule, {
    'dev-app': stack({
      aws_secretsmanager_secret: {
        origin: { name: '/petclinic/dev/origin-header-value' },
        login: { name: '/petclinic/dev/db/users/vets' },
      },
      aws_s3_bucket: { archive: { bucket: 'archive' } },
    }),
    'state-backend': stack({
      aws_iam_role: {
        plan: {
          name: 'plan',
          assume_role_policy: policy({
            Effect: 'Allow',
            Principal: { Federated: `arn:aws:iam::123456789012:oidc-provider/${ISSUER}` },
            Action: 'sts:AssumeRoleWithWebIdentity',
            Condition: { StringEquals: { [`${ISSUER}:sub`]: 'repo:owner/name:pull_request' } },
          }),
        },
      },
      aws_iam_role_policy: {
        plan: {
          role: '${aws_iam_role.plan.id}',
          policy: policy(...denials.map((denial) => ({ Effect: 'Deny' as const, ...denial }))),
        },
      },
    }),
  });

test('a role that is denied every value but the origin header’s complies', () => {
  expect(check(values, objects)).toEqual([]);
});

test.each<[string, Partial<PolicyStatement>[]]>([
  ['nothing', []],
  ['no object', [values]],
  ['no value', [objects]],
  ['one value but not many at once', [{ ...values, Action: 'secretsmanager:GetSecretValue' }, objects]],
  ['the values of other names', [{ ...values, NotResource: `${SECRETS}:/petclinic/*` }, objects]],
  [
    'values under a condition',
    [{ ...values, Condition: { Bool: { 'aws:SecureTransport': 'false' } } }, objects],
  ],
])('a role that is denied %s is found', (_, denials) => {
  expect(new Set(check(...denials))).toEqual(new Set(['state-backend/aws_iam_role.plan']));
});
