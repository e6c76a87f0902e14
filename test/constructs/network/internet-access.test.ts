import { Construct } from 'constructs';
import { InternetAccess } from '../../../src/constructs/network/internet-access';
import { SubnetTier } from '../../../src/constructs/network/subnet-tier';
import { publicRules } from '../../../src/constructs/network/tier-rules';
import { resourcesOf } from '../../support/construct';

const tier = (stack: Construct, name: string, zones: string[]): SubnetTier =>
  new SubnetTier(stack, name, {
    name,
    vpcId: 'vpc-1',
    subnets: Object.fromEntries(
      zones.map((key, i) => [key, { zone: `us-west-2${key}`, cidr: `10.${name.length}.${i}.0/24` }]),
    ),
    rules: publicRules('10.0.0.0/8'),
  });

const made = (publicZones: string[], privateZones: string[], natZones: string[]) =>
  resourcesOf((stack) => {
    new InternetAccess(stack, 'internet', {
      name: 'petclinic-dev',
      vpcId: 'vpc-1',
      publicTier: tier(stack, 'public', publicZones),
      privateTier: tier(stack, 'app', privateZones),
      natZones,
    });
  });

test('a zone without a NAT gateway leads to the one that there is', () => {
  const { aws_route: routes, aws_nat_gateway: nats } = made(['a', 'b'], ['a', 'b'], ['a']);
  expect(Object.keys(nats ?? {})).toEqual(['internet_nat-gateway-a']);
  expect(routes?.['internet_private-route-b']?.['nat_gateway_id']).toBe(
    '${aws_nat_gateway.internet_nat-gateway-a.id}',
  );
});

test('a NAT gateway in a zone without a public subnet, and none at all, are refused', () => {
  expect(() => made(['a'], ['a'], ['b'])).toThrow('the public tier has no subnet in zone b');
  expect(() => made(['a'], ['a'], [])).toThrow('no zone has a NAT gateway');
});
