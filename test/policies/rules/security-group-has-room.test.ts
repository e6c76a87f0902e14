import { foundIn, stack } from '../support/cases';
import { securityGroupHasRoom } from './security-group-has-room';

/** A group of one stack, with as many rules of another. */
const group = (rules: number, type = 'aws_vpc_security_group_ingress_rule') =>
  foundIn(securityGroupHasRoom, {
    'dev-network': stack(
      { aws_security_group: { endpoints: {} } },
      { output: { group_id: { value: '${aws_security_group.endpoints.id}' } } },
    ),
    'dev-app': stack({
      [type]: Object.fromEntries(
        Array.from({ length: rules }, (_, i) => [
          `rule-${i}`,
          { security_group_id: '${data.terraform_remote_state.network.outputs.group_id}' },
        ]),
      ),
    }),
  });

test('sixty rules of a direction comply', () => {
  expect(group(60)).toEqual([]);
});

test.each(['aws_vpc_security_group_ingress_rule', 'aws_vpc_security_group_egress_rule'])(
  'sixty-one of %s are found',
  (type) => {
    expect(group(61, type)).toEqual(['dev-network/aws_security_group.endpoints']);
  },
);
