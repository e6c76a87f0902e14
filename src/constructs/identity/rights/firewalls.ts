import { Area, Reach } from '../reach';

const acls = (reach: Reach): string[] =>
  reach.arns(
    'wafv2:<region>:<account>:regional/webacl/petclinic-<env>-*/*',
    'wafv2:<region>:<account>:regional/ipset/petclinic-<env>-*/*',
  );
/** ARN patterns of the resources that a firewall protects. */
const guarded = (reach: Reach): string[] =>
  reach.arns(
    'elasticloadbalancing:<region>:<account>:loadbalancer/app/petclinic-<env>/*',
    'apigateway:<region>::/restapis/*/stages/*',
  );

/**
 * Firewalls and their attachment: WAF also checks rights of the load balancer and of the gateway.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awswafv2.html
 */
export const firewalls: Area = {
  name: 'firewalls',

  reads: (reach) => [
    {
      sid: 'ReadFirewalls',
      actions: [
        'wafv2:GetIPSet',
        'wafv2:GetLoggingConfiguration',
        'wafv2:GetWebACL',
        'wafv2:ListTagsForResource',
      ],
      resources: acls(reach),
    },
    {
      sid: 'SeeWhatFirewallsGuard',
      actions: ['wafv2:GetWebACLForResource'],
      resources: [...acls(reach), ...guarded(reach)],
    },
  ],

  writes: (reach) => [
    {
      sid: 'ChangeFirewalls',
      actions: [
        'CreateIPSet',
        'CreateWebACL',
        'DeleteIPSet',
        'DeleteLoggingConfiguration',
        'DeleteWebACL',
        'PutLoggingConfiguration',
        'TagResource',
        'UntagResource',
        'UpdateIPSet',
        'UpdateWebACL',
      ].map((action) => `wafv2:${action}`),
      resources: acls(reach),
    },
    {
      // The rules that AWS writes: a firewall that uses them has to be allowed to.
      sid: 'UseRulesOfAws',
      actions: ['wafv2:CreateWebACL', 'wafv2:UpdateWebACL'],
      resources: reach.arns('wafv2:<region>:<account>:regional/managedruleset/*/*'),
    },
    {
      sid: 'PutFirewalls',
      actions: ['wafv2:AssociateWebACL', 'wafv2:DisassociateWebACL'],
      resources: [...acls(reach), ...guarded(reach)],
    },
    {
      sid: 'PutFirewallBeforeApi',
      actions: ['apigateway:SetWebACL'],
      resources: reach.arns('apigateway:<region>::/restapis/*'),
      conditions: reach.tagged,
    },
    {
      // It knows no resource; WAF checks it besides AssociateWebACL, which names the load balancer.
      sid: 'PutFirewallBeforeLoadBalancer',
      actions: ['elasticloadbalancing:SetWebAcl'],
      resources: ['*'],
    },
  ],
};
