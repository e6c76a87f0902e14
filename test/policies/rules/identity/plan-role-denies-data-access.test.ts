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
  Action: 's3:GetObject*',
  NotResource: 'arn:aws:s3:::states/petclinic/*',
};

const items: Partial<PolicyStatement> = {
  Action: ['dynamodb:*Get*', 'dynamodb:PartiQL*', 'dynamodb:Query', 'dynamodb:Scan'],
  Resource: '*',
};
const logs: Partial<PolicyStatement> = {
  Action: [
    'logs:FilterLogEvents',
    'logs:GetLog*',
    'logs:GetQuery*',
    'logs:ListAnomalies',
    'logs:Start*',
    'rds:Download*',
  ],
  Resource: '*',
};
const keys: Partial<PolicyStatement> = {
  Action: 'kms:Decrypt',
  Resource: '*',
  Condition: { StringNotEquals: { 'kms:ViaService': ['lambda.us-west-2.amazonaws.com'] } },
};
const others = [items, logs, keys];

const check = (...denials: Partial<PolicyStatement>[]) =>
  foundIn(rule, {
    'dev-app': stack({
      aws_secretsmanager_secret: {
        origin: { name: '/petclinic/dev/origin-header-value' },
        login: { name: '/petclinic/dev/db/users/vets' },
      },
      aws_cloudwatch_log_group: { app: { name: '/petclinic/dev/app' } },
      aws_dynamodb_table: { sessions: { name: 'petclinic-dev-sessions' } },
      aws_rds_cluster: { aurora: { cluster_identifier: 'petclinic-dev' } },
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

test('a role that is denied all data but the origin header’s value complies', () => {
  expect(check(values, objects, ...others)).toEqual([]);
});

test.each<[string, Partial<PolicyStatement>[]]>([
  ['nothing', []],
  ['no object', [values, ...others]],
  ['no value', [objects, ...others]],
  ['no item', [values, objects, logs, keys]],
  ['no log event', [values, objects, items, keys]],
  ['no key', [values, objects, items, logs]],
  [
    'keys without the service',
    [values, objects, items, logs, { ...keys, Condition: { Null: { 'kms:ViaService': 'true' } } }],
  ],
  [
    'one value but not many at once',
    [{ ...values, Action: 'secretsmanager:GetSecretValue' }, objects, ...others],
  ],
  ['the values of other names', [{ ...values, NotResource: `${SECRETS}:/petclinic/*` }, objects, ...others]],
  [
    'values under a condition',
    [{ ...values, Condition: { Bool: { 'aws:SecureTransport': 'false' } } }, objects, ...others],
  ],
])('a role that is denied %s is found', (_, denials) => {
  expect(new Set(check(...denials))).toEqual(new Set(['state-backend/aws_iam_role.plan']));
});
