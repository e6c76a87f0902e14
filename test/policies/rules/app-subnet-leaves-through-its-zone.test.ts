import { Body } from '../../support/estate';
import { found } from '../support/cases';
import { appSubnetLeavesThroughItsZone } from './app-subnet-leaves-through-its-zone';

const output = { app_subnet_ids: { value: ['${aws_subnet.app.id}'] } };
const network = (routes: Record<string, Body>) =>
  found(
    appSubnetLeavesThroughItsZone,
    {
      aws_subnet: {
        app: { availability_zone: 'us-west-2a' },
        'public-a': { availability_zone: 'us-west-2a' },
        'public-b': { availability_zone: 'us-west-2b' },
      },
      aws_nat_gateway: {
        a: { subnet_id: '${aws_subnet.public-a.id}' },
        b: { subnet_id: '${aws_subnet.public-b.id}' },
      },
      aws_route_table: { app: {} },
      aws_route_table_association: {
        app: { subnet_id: '${aws_subnet.app.id}', route_table_id: '${aws_route_table.app.id}' },
      },
      aws_route: routes,
    },
    { output },
  );
const route = (to: Body, destination_cidr_block = '0.0.0.0/0') => ({
  default: { route_table_id: '${aws_route_table.app.id}', destination_cidr_block, ...to },
});

test('an app subnet with a route to the NAT gateway of its zone complies', () => {
  expect(network(route({ nat_gateway_id: '${aws_nat_gateway.a.id}' }))).toEqual([]);
});

test.each<[string, Record<string, Body>]>([
  ['to the NAT gateway of another zone', route({ nat_gateway_id: '${aws_nat_gateway.b.id}' })],
  ['to the internet gateway', route({ gateway_id: '${aws_internet_gateway.main.id}' })],
  ['to somewhere only', route({ nat_gateway_id: '${aws_nat_gateway.a.id}' }, '192.0.2.0/24')],
])('an app subnet with a route %s is found', (_, routes) => {
  expect(network(routes)).toEqual(['aws_subnet.app']);
});
