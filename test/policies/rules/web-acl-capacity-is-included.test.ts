import { Body } from '../../support/estate';
import { found } from '../support/cases';
import { webAclCapacityIsIncluded } from './web-acl-capacity-is-included';

const acl = (...statements: readonly Body[]) =>
  found(webAclCapacityIsIncluded, {
    aws_wafv2_web_acl: { main: { rule: statements.map((statement) => ({ statement })) } },
  });

const common = { managed_rule_group_statement: { name: 'AWSManagedRulesCommonRuleSet' } };
const regex = (transformations: number) => ({
  and_statement: {
    statement: [
      { regex_match_statement: { text_transformation: Array(transformations).fill({}) as Body[] } },
    ],
  },
});

test('1499 units comply, counted down to the text transformations', () => {
  expect(acl(common, common, regex(9), ...Array<Body>(3).fill({ rate_based_statement: {} }))).toEqual([]);
});

test.each<[string, Body[]]>([
  [
    '1500 units',
    [common, common, regex(9), regex(0), { rate_based_statement: {} }, { rate_based_statement: {} }],
  ],
  [
    'a group that nobody counted',
    [{ managed_rule_group_statement: { name: 'AWSManagedRulesBotControlRuleSet' } }],
  ],
  ['a statement that nobody counted', [{ byte_match_statement: {} }]],
])('%s are found', (_, statements) => {
  expect(acl(...statements)).toEqual(['aws_wafv2_web_acl.main']);
});
