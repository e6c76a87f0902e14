import { found } from '../support/cases';
import { dbSubnetHasNoWayOut } from './db-subnet-has-no-way-out';

const output = { db_subnet_ids: { value: ['${aws_subnet.db.id}'] } };
const network = { aws_subnet: { db: {} }, aws_route_table: { db: {} } };
const associated = {
  aws_route_table_association: {
    db: { subnet_id: '${aws_subnet.db.id}', route_table_id: '${aws_route_table.db.id}' },
  },
};
const wayOut = {
  aws_route: {
    db: {
      route_table_id: '${aws_route_table.db.id}',
      destination_cidr_block: '0.0.0.0/0',
      nat_gateway_id: '${aws_nat_gateway.a.id}',
    },
  },
};
const group = { aws_db_subnet_group: { aurora: { subnet_ids: ['${aws_subnet.db.id}'] } } };

test('a db subnet without a default route complies', () => {
  expect(found(dbSubnetHasNoWayOut, { ...network, ...associated, ...group }, { output })).toEqual([]);
});

test('one with a default route is found, be it published or in a subnet group', () => {
  expect(found(dbSubnetHasNoWayOut, { ...network, ...associated, ...wayOut }, { output })).toEqual([
    'aws_subnet.db',
  ]);
  expect(found(dbSubnetHasNoWayOut, { ...network, ...associated, ...wayOut, ...group })).toEqual([
    'aws_subnet.db',
  ]);
});

test('one with a default route inside its table is found', () => {
  const aws_route_table = { db: { route: [{ cidr_block: '0.0.0.0/0' }] } };
  expect(found(dbSubnetHasNoWayOut, { ...network, ...associated, aws_route_table }, { output })).toEqual([
    'aws_subnet.db',
  ]);
});

test('one without a route table of its own is found', () => {
  expect(found(dbSubnetHasNoWayOut, network, { output })).toEqual(['aws_subnet.db']);
});
