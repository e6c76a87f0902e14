import { found } from '../support/cases';
import { subnetIsBehindAnAcl } from './subnet-is-behind-an-acl';

const subnet = (...acls: string[]) =>
  found(subnetIsBehindAnAcl, {
    aws_subnet: { app: {} },
    aws_network_acl: Object.fromEntries(acls.map((acl) => [acl, { subnet_ids: ['${aws_subnet.app.id}'] }])),
  });

test('a subnet in one ACL complies', () => {
  expect(subnet('app')).toEqual([]);
});

test.each([[[]], [['app', 'db']]])('a subnet in the ACLs %j is found', (acls) => {
  expect(subnet(...acls)).toEqual(['aws_subnet.app']);
});
