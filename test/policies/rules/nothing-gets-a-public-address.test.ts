import { Body } from '../../support/estate';
import { found } from '../support/cases';
import { nothingGetsAPublicAddress } from './nothing-gets-a-public-address';

const cases = (isPublic: boolean | undefined): [string, Body][] => [
  ['aws_subnet', { map_public_ip_on_launch: isPublic }],
  ['aws_instance', { associate_public_ip_address: isPublic }],
  ['aws_ecs_service', { network_configuration: { assign_public_ip: isPublic } }],
  ['aws_rds_cluster_instance', { publicly_accessible: isPublic }],
];

test.each(cases(false))('%s with %j complies', (type, body) => {
  expect(found(nothingGetsAPublicAddress, { [type]: { one: body } })).toEqual([]);
});

test.each([...cases(true), ...cases(undefined)])('%s with %j is found', (type, body) => {
  expect(found(nothingGetsAPublicAddress, { [type]: { one: body } })).toEqual([`${type}.one`]);
});
