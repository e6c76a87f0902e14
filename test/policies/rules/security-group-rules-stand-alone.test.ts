import { Body } from '../../support/estate';
import { found } from '../support/cases';
import { securityGroupRulesStandAlone } from './security-group-rules-stand-alone';

test('a described group with described rules beside it complies', () => {
  const described = { description: 'HTTPS from the VPC' };
  expect(
    found(securityGroupRulesStandAlone, {
      aws_security_group: { endpoints: described },
      aws_vpc_security_group_ingress_rule: { https: described },
      aws_vpc_security_group_egress_rule: { https: described },
    }),
  ).toEqual([]);
});

test.each<[string, Body]>([
  ['aws_security_group', {}],
  ['aws_security_group', { description: 'Endpoints', ingress: [{ from_port: 443 }] }],
  ['aws_security_group', { description: 'Endpoints', egress: [{ from_port: 443 }] }],
  ['aws_security_group_rule', { description: 'HTTPS' }],
  ['aws_vpc_security_group_ingress_rule', {}],
  ['aws_vpc_security_group_egress_rule', { description: '' }],
])('%s with %j is found', (type, body) => {
  expect(found(securityGroupRulesStandAlone, { [type]: { endpoints: body } })).toEqual([`${type}.endpoints`]);
});
