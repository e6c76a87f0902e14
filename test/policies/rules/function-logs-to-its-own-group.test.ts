import { Body } from '../../support/estate';
import { PolicyStatement } from '../../support/policy-documents';
import { ACCOUNT } from '../../support/values';
import { found, policy } from '../support/cases';
import { functionLogsToItsOwnGroup } from './function-logs-to-its-own-group';

const write: PolicyStatement = {
  Effect: 'Allow',
  Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
  Resource: `arn:aws:logs:us-west-2:${ACCOUNT}:log-group:/petclinic/dev/migrate:*`,
};

const LOGGING = { log_format: 'JSON', log_group: '${aws_cloudwatch_log_group.migrate.name}' };

const lambda = (logging_config?: Body, statement: Partial<PolicyStatement> = {}, more: Body = {}) =>
  found(functionLogsToItsOwnGroup, {
    aws_cloudwatch_log_group: { migrate: { name: '/petclinic/dev/migrate' } },
    aws_iam_role: { migrate: { name: 'migrate' } },
    aws_iam_role_policy: {
      migrate: { role: '${aws_iam_role.migrate.id}', policy: policy({ ...write, ...statement }) },
    },
    aws_lambda_function: { migrate: { role: '${aws_iam_role.migrate.arn}', logging_config }, ...more },
  });

test('a function with JSON lines in a group of its own complies', () => {
  expect(lambda(LOGGING)).toEqual([]);
});

test.each<[string, Body | undefined, Partial<PolicyStatement>]>([
  ['no logging_config', undefined, {}],
  ['a group that Lambda would make', { ...LOGGING, log_group: '/petclinic/dev/migrate' }, {}],
  ['text lines', { ...LOGGING, log_format: 'Text' }, {}],
  ['a role that may not write', LOGGING, { Action: 'logs:CreateLogStream' }],
  [
    'a role that writes elsewhere',
    LOGGING,
    { Resource: `arn:aws:logs:us-west-2:${ACCOUNT}:log-group:/aws/*` },
  ],
])('%s is found', (_, logging, statement) => {
  expect(new Set(lambda(logging, statement))).toEqual(new Set(['aws_lambda_function.migrate']));
});

test('two functions in one group are found', () => {
  const genai = { role: '${aws_iam_role.migrate.arn}', logging_config: LOGGING };
  expect(lambda(LOGGING, {}, { genai })).toEqual([
    'aws_lambda_function.migrate',
    'aws_lambda_function.genai',
  ]);
});
