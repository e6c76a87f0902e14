import { found } from '../support/cases';
import { entranceIsBehindAFirewall } from './entrance-is-behind-a-firewall';

const entrances = (association: object, internal = false) =>
  found(entranceIsBehindAFirewall, {
    aws_api_gateway_stage: { main: {} },
    aws_lb: { main: { internal } },
    aws_wafv2_web_acl: { main: {} },
    aws_wafv2_web_acl_association: {
      api: {
        web_acl_arn: '${aws_wafv2_web_acl.main.arn}',
        resource_arn: '${aws_api_gateway_stage.main.arn}',
      },
      balancer: {
        web_acl_arn: '${aws_wafv2_web_acl.main.arn}',
        resource_arn: '${aws_lb.main.arn}',
        ...association,
      },
    },
  });

test('a stage and a load balancer with web ACLs comply, and so does what nobody outside reaches', () => {
  expect(entrances({})).toEqual([]);
  expect(entrances({ resource_arn: 'arn' }, true)).toEqual([]);
});

test.each([[{ resource_arn: '${aws_api_gateway_stage.main.arn}' }], [{ web_acl_arn: 'arn' }]])(
  'a load balancer whose association has %j is found',
  (association) => {
    expect(entrances(association)).toEqual(['aws_lb.main']);
  },
);
