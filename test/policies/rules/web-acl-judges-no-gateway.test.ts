import { Body } from '../../support/estate';
import { found } from '../support/cases';
import { webAclJudgesNoGateway } from './web-acl-judges-no-gateway';

const acl = (statement: Body, resource = '${aws_lb.main.arn}') =>
  found(webAclJudgesNoGateway, {
    aws_lb: { main: {} },
    aws_api_gateway_stage: { main: {} },
    aws_wafv2_web_acl: { main: { rule: [{ name: 'one', statement }] } },
    aws_wafv2_web_acl_association: {
      main: { resource_arn: resource, web_acl_arn: '${aws_wafv2_web_acl.main.arn}' },
    },
  });

const rate = { rate_based_statement: { limit: 2000, aggregate_key_type: 'IP' } };
const group = (name: string) => ({ managed_rule_group_statement: { name } });

test('rules about what is sent comply, and rules about addresses do before the gateway', () => {
  expect(acl(group('AWSManagedRulesCommonRuleSet'))).toEqual([]);
  expect(acl(rate, '${aws_api_gateway_stage.main.arn}')).toEqual([]);
});

test.each<[Body]>([
  [rate],
  [group('AWSManagedRulesAmazonIpReputationList')],
  [{ not_statement: { statement: [{ ip_set_reference_statement: { arn: 'arn' } }] } }],
])('%j before a load balancer is found', (statement) => {
  expect(acl(statement)).toEqual(['aws_wafv2_web_acl.main']);
});
