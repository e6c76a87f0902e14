import { Body } from '../../support/estate';
import { found } from '../support/cases';
import { defaultSecurityGroupIsEmpty } from './default-security-group-is-empty';

const vpc = (group?: Body) =>
  found(defaultSecurityGroupIsEmpty, {
    aws_vpc: { main: {} },
    aws_default_security_group:
      group === undefined ? {} : { main: { vpc_id: '${aws_vpc.main.id}', ...group } },
  });

test('a VPC whose default group has no rules complies', () => {
  expect(vpc({})).toEqual([]);
});

test.each<[Body | undefined]>([
  [undefined],
  [{ ingress: [{ protocol: '-1' }] }],
  [{ egress: [{ protocol: '-1' }] }],
])('a VPC whose default group has %j is found', (group) => {
  expect(vpc(group)).toEqual(['aws_vpc.main']);
});
