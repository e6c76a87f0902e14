import { PolicyStatement } from '../../../support/policy-documents';
import { ACCOUNT } from '../../../support/values';
import { found, policy } from '../../support/cases';
import { rule } from './kms-key-policy-has-conditions';

const key = (Principal: PolicyStatement['Principal'], Condition?: PolicyStatement['Condition']) =>
  found(rule, {
    aws_kms_key: {
      data: {
        policy: policy({ Effect: 'Allow', Principal, Action: 'kms:Decrypt', Resource: '*', Condition }),
      },
    },
  });
const root = { AWS: `arn:aws:iam::${ACCOUNT}:root` };
const service = { Service: 'cloudwatch.amazonaws.com' };
const session = { 'kms:EncryptionContext:aws:ssm:TargetId': 'ecs:petclinic-dev_task_container' };
const viaS3 = { 'kms:ViaService': 's3.us-west-2.amazonaws.com' };

test.each<[PolicyStatement['Principal'], PolicyStatement['Condition']]>([
  [root, { StringEquals: { ...viaS3, 'kms:CallerAccount': ACCOUNT } }],
  [root, { StringEquals: { ...session, 'kms:CallerAccount': ACCOUNT } }],
  [service, { StringEquals: { 'aws:SourceAccount': ACCOUNT } }],
  [service, { ArnLike: { 'aws:SourceArn': `arn:aws:cloudwatch:us-west-2:${ACCOUNT}:alarm:*` } }],
  [service, { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': 'arn:aws:logs:*' } }],
])('%j under %j complies', (principal, condition) => {
  expect(key(principal, condition)).toEqual([]);
});

test.each<[PolicyStatement['Principal'], PolicyStatement['Condition']]>([
  [root, undefined],
  [root, { StringEquals: viaS3 }],
  [root, { StringEquals: session }],
  [root, { StringEquals: { 'kms:CallerAccount': ACCOUNT } }],
  [root, { StringEquals: { ...viaS3, 'kms:CallerAccount': '999999999999' } }],
  [service, undefined],
  [service, { StringEqualsIfExists: { 'aws:SourceAccount': ACCOUNT } }],
])('%j under %j is found', (principal, condition) => {
  expect(key(principal, condition)).toEqual(['aws_kms_key.data']);
});

test('a key without a policy is found', () => {
  expect(found(rule, { aws_kms_key: { data: {} } })).toEqual(['aws_kms_key.data']);
});
