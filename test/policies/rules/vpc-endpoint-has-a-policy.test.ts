import { found, policy } from '../support/cases';
import { vpcEndpointHasAPolicy } from './vpc-endpoint-has-a-policy';

const document = policy({ Effect: 'Allow', Principal: '*', Action: 'logs:PutLogEvents', Resource: '*' });

test('an endpoint with a policy, of its own or beside it, complies', () => {
  expect(
    found(vpcEndpointHasAPolicy, {
      aws_vpc_endpoint: { logs: { policy: document }, kms: {} },
      aws_vpc_endpoint_policy: { kms: { vpc_endpoint_id: '${aws_vpc_endpoint.kms.id}', policy: document } },
    }),
  ).toEqual([]);
});

test('an endpoint without a policy is found', () => {
  expect(found(vpcEndpointHasAPolicy, { aws_vpc_endpoint: { logs: {} } })).toEqual(['aws_vpc_endpoint.logs']);
});
