import { Body } from '../../../support/estate';
import { PolicyStatement } from '../../../support/policy-documents';
import { ACCOUNT } from '../../../support/values';
import { found, policy } from '../../support/cases';
import { rule } from './vpc-has-ecr-endpoints';

const vpc_id = '${aws_vpc.main.id}';
const inSubnet = { vpc_id, vpc_endpoint_type: 'Interface', subnet_ids: ['${aws_subnet.app.id}'] };
const layers: PolicyStatement = {
  Effect: 'Allow',
  Principal: '*',
  Action: 's3:GetObject',
  Resource: 'arn:aws:s3:::prod-us-west-2-starport-layer-bucket/*',
};
const s3 = {
  vpc_id,
  vpc_endpoint_type: 'Gateway',
  service_name: 'com.amazonaws.us-west-2.s3',
  route_table_ids: ['${aws_route_table.app.id}'],
  policy: policy(layers),
};
const vpc = (endpoints: Record<string, Body>) =>
  found(rule, {
    aws_vpc: { main: {} },
    aws_subnet: { app: { vpc_id } },
    aws_route_table: { app: { vpc_id } },
    aws_route_table_association: {
      app: { subnet_id: '${aws_subnet.app.id}', route_table_id: '${aws_route_table.app.id}' },
    },
    aws_vpc_endpoint: {
      'ecr-api': { ...inSubnet, service_name: 'com.amazonaws.us-west-2.ecr.api' },
      'ecr-dkr': { ...inSubnet, service_name: 'com.amazonaws.us-west-2.ecr.dkr' },
      s3,
      ...endpoints,
    },
  });

test('a VPC with both interfaces and the gateway complies', () => {
  expect(vpc({})).toEqual([]);
});

test.each<[string, Record<string, Body>]>([
  ['without ecr.api', { 'ecr-api': { vpc_id } }],
  ['whose gateway is of another region', { s3: { ...s3, service_name: 'com.amazonaws.us-east-1.s3' } }],
  ['whose gateway serves no table', { s3: { ...s3, route_table_ids: [] } }],
  [
    'whose gateway lets the layers of another region pass',
    {
      s3: {
        ...s3,
        policy: policy({ ...layers, Resource: 'arn:aws:s3:::prod-us-east-1-starport-layer-bucket/*' }),
      },
    },
  ],
  [
    'whose gateway lets layers pass for our account only',
    {
      s3: {
        ...s3,
        policy: policy({ ...layers, Condition: { StringEquals: { 'aws:PrincipalAccount': ACCOUNT } } }),
      },
    },
  ],
])('a VPC %s is found', (_, endpoints) => {
  expect(vpc(endpoints)).toEqual(['aws_vpc.main']);
});
