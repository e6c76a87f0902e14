import { Body } from '../../support/estate';
import { found } from '../support/cases';
import { vpcResolvesEndpointNames } from './vpc-resolves-endpoint-names';

const vpc = (dns: Body, endpoint: Body = { private_dns_enabled: true }) =>
  found(vpcResolvesEndpointNames, {
    aws_vpc: { main: dns },
    aws_vpc_endpoint: { logs: { vpc_id: '${aws_vpc.main.id}', ...endpoint } },
  });

test('a VPC with both attributes complies, and one whose endpoints have no names', () => {
  expect(vpc({ enable_dns_support: true, enable_dns_hostnames: true })).toEqual([]);
  expect(vpc({}, {})).toEqual([]);
});

test.each([[{ enable_dns_support: true }], [{ enable_dns_hostnames: true, enable_dns_support: false }]])(
  'a VPC with %j is found',
  (dns) => {
    expect(vpc(dns)).toEqual(['aws_vpc.main']);
  },
);
