import { PolicyStatement } from '../../../support/policy-documents';
import { ACCOUNT } from '../../../support/values';
import { found, policy } from '../../support/cases';
import { rule } from './policy-has-no-foreign-principal';

const queue = (statement: Partial<PolicyStatement>) =>
  found(rule, {
    aws_sqs_queue_policy: {
      jobs: { policy: policy({ Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', ...statement }) },
    },
  });
const s3Endpoint = (statement: Partial<PolicyStatement>) =>
  found(rule, {
    aws_vpc_endpoint: {
      s3: {
        policy: policy({
          Effect: 'Allow',
          Principal: '*',
          Action: 's3:GetObject',
          Resource: 'arn:aws:s3:::prod-us-west-2-starport-layer-bucket/*',
          ...statement,
        }),
      },
    },
  });

test.each<[Partial<PolicyStatement>]>([
  [{ Effect: 'Deny' }],
  [{ Condition: { StringEquals: { 'aws:PrincipalAccount': ACCOUNT } } }],
  [{ Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/task` } }],
  [{ Principal: { Service: 'events.amazonaws.com' } }],
])('%j complies', (statement) => {
  expect(queue(statement)).toEqual([]);
});

test.each<[Partial<PolicyStatement>]>([
  [{}],
  [{ Principal: { AWS: ['*'] } }],
  [{ Principal: undefined }],
  [{ Principal: { AWS: 'arn:aws:iam::999999999999:root' } }],
  [{ Condition: { StringEquals: { 'aws:PrincipalAccount': '999999999999' } } }],
  [{ Condition: { StringEqualsIfExists: { 'aws:PrincipalAccount': ACCOUNT } } }],
])('%j is found', (statement) => {
  expect(queue(statement)).toEqual(['aws_sqs_queue_policy.jobs']);
});

test('image layers and packages of Amazon Linux may be fetched through an endpoint, and nothing else', () => {
  expect(s3Endpoint({})).toEqual([]);
  expect(s3Endpoint({ Resource: 'arn:aws:s3:::al2023-repos-us-west-2-de612dc2/*' })).toEqual([]);
  expect(s3Endpoint({ Action: ['s3:GetObject', 's3:PutObject'] })).toEqual(['aws_vpc_endpoint.s3']);
  expect(s3Endpoint({ Resource: 'arn:aws:s3:::archive/*' })).toEqual(['aws_vpc_endpoint.s3']);
});
