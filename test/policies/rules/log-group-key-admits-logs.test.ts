import { Body } from '../../support/estate';
import { PolicyStatement } from '../../support/policy-documents';
import { ACCOUNT } from '../../support/values';
import { foundIn, policy, stack } from '../support/cases';
import { logGroupKeyAdmitsLogs } from './log-group-key-admits-logs';

const USE = ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'];
const ownGroups = {
  ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:us-west-2:${ACCOUNT}:log-group:/dev/*` },
};

const stacks = (statement: Partial<PolicyStatement>, group: Body = {}) => ({
  'dev-security': stack(
    {
      aws_kms_key: {
        logs: {
          policy: policy({
            Effect: 'Allow',
            Principal: { Service: 'logs.us-west-2.amazonaws.com' },
            Action: USE,
            Resource: '*',
            Condition: ownGroups,
            ...statement,
          }),
        },
      },
    },
    { output: { logs_key_arn: { value: '${aws_kms_key.logs.arn}' } } },
  ),
  'dev-app': stack({
    aws_cloudwatch_log_group: {
      app: {
        name: '/dev/app',
        kms_key_id: '${data.terraform_remote_state.security.outputs.logs_key_arn}',
        ...group,
      },
    },
  }),
});

test('a group whose key, of another stack, lets CloudWatch Logs in complies', () => {
  expect(foundIn(logGroupKeyAdmitsLogs, stacks({}))).toEqual([]);
});

test.each<[string, Partial<PolicyStatement>]>([
  ['of another region', { Principal: { Service: 'logs.us-east-1.amazonaws.com' } }],
  ['without ReEncrypt', { Action: USE.filter((action) => action !== 'kms:ReEncrypt*') }],
  ['without the context', { Condition: undefined }],
])('a group whose key admits the service %s is found', (_, statement) => {
  expect(foundIn(logGroupKeyAdmitsLogs, stacks(statement))).toEqual(['dev-app/aws_cloudwatch_log_group.app']);
});

test.each<[Body]>([[{ name: '/aws/lambda/app' }], [{ kms_key_id: undefined }]])(
  'a group with %j is found',
  (group) => {
    expect(foundIn(logGroupKeyAdmitsLogs, stacks({}, group))).toEqual([
      'dev-app/aws_cloudwatch_log_group.app',
    ]);
  },
);
