import { ACCOUNT } from '../../../support/values';
import { foundIn, policy, stack } from '../../support/cases';
import { rule } from './ssm-parameter-exists';

const arn = (name: string, region = 'us-west-2') => `arn:aws:ssm:${region}:${ACCOUNT}:parameter${name}`;

const estate = (told: string, allowed: string, writer = 'dev-data') =>
  foundIn(rule, {
    [writer]: stack({ aws_ssm_parameter: { url: { name: '/petclinic/dev/db/url' } } }),
    'dev-services': stack({
      aws_ecs_task_definition: {
        app: { container_definitions: JSON.stringify([{ secrets: [{ name: 'URL', valueFrom: told }] }]) },
      },
      aws_iam_role_policy: {
        app: { policy: policy({ Effect: 'Allow', Action: 'ssm:GetParameters', Resource: [allowed] }) },
      },
    }),
  });

const URL = arn('/petclinic/dev/db/url');
const TASK = 'dev-services/aws_ecs_task_definition.app';
const POLICY = 'dev-services/aws_iam_role_policy.app';

test('a parameter that another stack of the environment writes complies', () => {
  expect(estate(URL, URL)).toEqual([]);
  expect(
    estate(
      'arn:aws:ssm:us-west-2:${data.aws_caller_identity.current.account_id}:parameter/petclinic/dev/db/url',
      URL,
    ),
  ).toEqual([]);
});

test('a secret is no parameter', () => {
  const secret = `arn:aws:secretsmanager:us-west-2:${ACCOUNT}:secret:/petclinic/dev/db/users/vets-AbCdEf`;
  expect(estate(secret, secret)).toEqual([]);
});

test.each([arn('/petclinic/dev/db-url'), arn('/petclinic/dev/db/url', 'us-east-1'), arn('/petclinic/dev/*')])(
  '%s, which nobody writes, is found',
  (name) => {
    expect(estate(name, URL)).toEqual([TASK]);
    expect(estate(URL, name)).toEqual([POLICY]);
  },
);

test('a parameter that only another environment writes is found', () => {
  expect(estate(URL, URL, 'prod-data')).toEqual([TASK, POLICY]);
});
