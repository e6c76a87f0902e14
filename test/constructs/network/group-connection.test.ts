import { GroupConnection } from '../../../src/constructs/network/group-connection';
import { resourcesOf } from '../../support/construct';

test('a connection is a way out of the one group and the way into the other, with one description', () => {
  const resources = resourcesOf((stack) => {
    new GroupConnection(stack, 'to-database', {
      fromGroupId: 'sg-app',
      toGroupId: 'sg-database',
      tcpPort: 3306,
      description: 'App to the database',
    });
  });
  const traffic = { ip_protocol: 'tcp', from_port: 3306, to_port: 3306, description: 'App to the database' };
  expect(resources).toEqual({
    aws_vpc_security_group_egress_rule: {
      'to-database_out': {
        ...traffic,
        security_group_id: 'sg-app',
        referenced_security_group_id: 'sg-database',
      },
    },
    aws_vpc_security_group_ingress_rule: {
      'to-database_in': {
        ...traffic,
        security_group_id: 'sg-database',
        referenced_security_group_id: 'sg-app',
      },
    },
  });
});
