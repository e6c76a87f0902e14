import { PolicyStatement } from '../../../support/policy-documents';
import { ACCOUNT } from '../../../support/values';
import { found, policy } from '../../support/cases';
import { rule } from './s3-endpoint-allows-image-layers';

const layers: PolicyStatement = {
  Effect: 'Allow',
  Principal: '*',
  Action: 's3:GetObject',
  Resource: 'arn:aws:s3:::prod-us-west-2-starport-layer-bucket/*',
};
const endpoint = (statement: PolicyStatement) =>
  found(rule, {
    aws_vpc_endpoint: { s3: { service_name: 'com.amazonaws.us-west-2.s3', policy: policy(statement) } },
  });

test('an endpoint that lets the layers of its region pass complies', () => {
  expect(endpoint(layers)).toEqual([]);
});

test.each<[string, PolicyStatement]>([
  ['of another region', { ...layers, Resource: 'arn:aws:s3:::prod-us-east-1-starport-layer-bucket/*' }],
  ['for our account only', { ...layers, Condition: { StringEquals: { 'aws:PrincipalAccount': ACCOUNT } } }],
])('an endpoint that lets layers %s pass is found', (_, statement) => {
  expect(endpoint(statement)).toEqual(['aws_vpc_endpoint.s3']);
});
