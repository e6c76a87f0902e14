import { DynamodbGatewayEndpoint } from '../../../src/constructs/network/dynamodb-gateway-endpoint';
import { InterfaceEndpoint } from '../../../src/constructs/network/interface-endpoint';
import { S3GatewayEndpoint } from '../../../src/constructs/network/s3-gateway-endpoint';
import { ACCOUNT, REGION, resourcesOf, statementsOf } from '../../support/construct';

const place = { vpcId: 'vpc-1', region: REGION, accountId: ACCOUNT };

test('an interface endpoint lets through the named actions of the account’s principals', () => {
  const { aws_vpc_endpoint: endpoints } = resourcesOf((stack) => {
    new InterfaceEndpoint(stack, 'ecr-api', {
      ...place,
      name: 'petclinic-dev-ecr-api',
      service: 'ecr.api',
      actions: ['ecr:GetAuthorizationToken'],
      subnetIds: ['subnet-1', 'subnet-2'],
      securityGroupId: 'sg-1',
    });
  });
  const { policy, ...endpoint } = endpoints?.['ecr-api_endpoint'] ?? {};
  expect(endpoint).toEqual({
    vpc_id: 'vpc-1',
    vpc_endpoint_type: 'Interface',
    service_name: 'com.amazonaws.us-west-2.ecr.api',
    private_dns_enabled: true,
    subnet_ids: ['subnet-1', 'subnet-2'],
    security_group_ids: ['sg-1'],
    tags: { Name: 'petclinic-dev-ecr-api' },
  });
  expect(Object.values(statementsOf(policy))).toMatchObject([
    {
      Action: ['ecr:GetAuthorizationToken'],
      Condition: { StringEquals: { 'aws:PrincipalAccount': ACCOUNT } },
    },
  ]);
});

test('the S3 gateway lets through own buckets for own principals, and the image layers of the region for ECR', () => {
  const { aws_vpc_endpoint: endpoints } = resourcesOf((stack) => {
    new S3GatewayEndpoint(stack, 's3', { ...place, name: 'petclinic-dev-s3', routeTableIds: ['rtb-1'] });
  });
  const statements = statementsOf(endpoints?.['s3_endpoint']?.['policy']);
  expect(Object.keys(statements)).toEqual(['OwnBuckets', 'ImageLayersOfEcr']);
  expect(statements['OwnBuckets']?.Action).toEqual([
    's3:AbortMultipartUpload',
    's3:GetBucketLocation',
    's3:GetObject',
    's3:ListBucket',
    's3:ListMultipartUploadParts',
    's3:PutObject',
  ]);
  expect(statements['OwnBuckets']?.['Condition']).toEqual({
    StringEquals: { 'aws:PrincipalAccount': ACCOUNT, 'aws:ResourceAccount': ACCOUNT },
  });
  expect(statements['ImageLayersOfEcr']).toMatchObject({
    Action: ['s3:GetObject'],
    Resource: ['arn:aws:s3:::prod-us-west-2-starport-layer-bucket/*'],
  });
});

test('the DynamoDB gateway lets own principals read and write single items of own tables', () => {
  const { aws_vpc_endpoint: endpoints } = resourcesOf((stack) => {
    new DynamodbGatewayEndpoint(stack, 'dynamodb', {
      ...place,
      name: 'petclinic-dev-dynamodb',
      routeTableIds: ['rtb-1', 'rtb-2'],
    });
  });
  const { policy, ...endpoint } = endpoints?.['dynamodb_endpoint'] ?? {};
  expect(endpoint).toEqual({
    vpc_id: 'vpc-1',
    vpc_endpoint_type: 'Gateway',
    service_name: 'com.amazonaws.us-west-2.dynamodb',
    route_table_ids: ['rtb-1', 'rtb-2'],
    tags: { Name: 'petclinic-dev-dynamodb' },
  });
  expect(Object.values(statementsOf(policy))).toMatchObject([
    {
      Action: ['dynamodb:GetItem', 'dynamodb:PutItem'],
      Condition: { StringEquals: { 'aws:PrincipalAccount': ACCOUNT, 'aws:ResourceAccount': ACCOUNT } },
    },
  ]);
});
