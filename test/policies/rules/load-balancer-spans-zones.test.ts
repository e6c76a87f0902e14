import { found } from '../support/cases';
import { loadBalancerSpansZones } from './load-balancer-spans-zones';

const balancer = (...zones: readonly string[]) =>
  found(loadBalancerSpansZones, {
    aws_lb: { main: { subnets: zones.map((_, i) => `\${aws_subnet.public-${i}.id}`) } },
    aws_subnet: Object.fromEntries(zones.map((zone, i) => [`public-${i}`, { availability_zone: zone }])),
  });

test('subnets in two zones comply', () => {
  expect(balancer('us-west-2a', 'us-west-2b')).toEqual([]);
});

test.each([[['us-west-2a']], [[]], [['us-west-2a', 'us-west-2b', 'us-west-2a']]])(
  'subnets in %j are found',
  (zones) => {
    expect(balancer(...zones)).toEqual(['aws_lb.main']);
  },
);
