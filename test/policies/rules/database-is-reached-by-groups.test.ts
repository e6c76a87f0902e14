import { Body } from '../../support/estate';
import { found } from '../support/cases';
import { databaseIsReachedByGroups } from './database-is-reached-by-groups';

const rule = (direction: string, change: Body = {}) =>
  found(databaseIsReachedByGroups, {
    aws_security_group: { database: {}, app: {} },
    aws_rds_cluster: { aurora: { vpc_security_group_ids: ['${aws_security_group.database.id}'] } },
    [`aws_vpc_security_group_${direction}_rule`]: {
      mysql: {
        security_group_id: '${aws_security_group.database.id}',
        referenced_security_group_id: '${aws_security_group.app.id}',
        ip_protocol: 'tcp',
        from_port: 3306,
        to_port: 3306,
        ...change,
      },
    },
  });

test('a group that is let in on 3306 complies', () => {
  expect(rule('ingress')).toEqual([]);
});

test.each<[Body]>([
  [{ referenced_security_group_id: undefined, cidr_ipv4: '10.0.0.0/16' }],
  [{ to_port: 3310 }],
  [{ ip_protocol: '-1', from_port: undefined, to_port: undefined }],
])('a rule with %j is found', (change) => {
  expect(rule('ingress', change)).toEqual(['aws_vpc_security_group_ingress_rule.mysql']);
});

test('a way out is found, one of another group is not', () => {
  expect(rule('egress')).toEqual(['aws_vpc_security_group_egress_rule.mysql']);
  expect(rule('egress', { security_group_id: '${aws_security_group.app.id}' })).toEqual([]);
});
