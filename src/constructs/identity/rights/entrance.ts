import { Statement } from '../../../core/policy-document';
import { Area, Reach } from '../reach';

const balancing = (reach: Reach): string[] =>
  reach.arns(
    'elasticloadbalancing:<region>:<account>:loadbalancer/app/petclinic-<env>/*',
    'elasticloadbalancing:<region>:<account>:listener/app/petclinic-<env>/*',
    'elasticloadbalancing:<region>:<account>:listener-rule/app/petclinic-<env>/*',
    'elasticloadbalancing:<region>:<account>:targetgroup/pc-<env>-*/*',
  );
const certificates = (reach: Reach): string[] => reach.arns('acm:<region>:<account>:certificate/*');
const apis = (reach: Reach): string[] => reach.arns('apigateway:<region>::/restapis/*');
const settings = (reach: Reach): string[] => reach.arns('apigateway:<region>::/account');
/**
 * Load balancer, certificate and API. IAM allows API Gateway's HTTP verbs, not its operations; a part of an API counts
 * as tagged like the API.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagement.html
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-tagging-supported-resources.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscertificatemanager.html
 */
export const entrance: Area = {
  name: 'entrance',

  reads: (reach) => [
    {
      // None of these knows a resource.
      sid: 'ListLoadBalancers',
      actions: [
        'elasticloadbalancing:DescribeCapacityReservation',
        'elasticloadbalancing:DescribeListenerAttributes',
        'elasticloadbalancing:DescribeListeners',
        'elasticloadbalancing:DescribeLoadBalancerAttributes',
        'elasticloadbalancing:DescribeLoadBalancers',
        'elasticloadbalancing:DescribeRules',
        'elasticloadbalancing:DescribeTags',
        'elasticloadbalancing:DescribeTargetGroupAttributes',
        'elasticloadbalancing:DescribeTargetGroups',
      ],
      resources: ['*'],
    },
    {
      sid: 'ReadCertificate',
      actions: ['acm:DescribeCertificate', 'acm:ListTagsForCertificate'],
      resources: certificates(reach),
      conditions: reach.tagged,
    },
    { sid: 'ReadApi', actions: ['apigateway:GET'], resources: apis(reach), conditions: reach.tagged },
    { sid: 'ReadApiAccount', actions: ['apigateway:GET'], resources: settings(reach) },
    ...ofDomains(reach, 'ReadApiDomain', ['apigateway:GET']),
  ],

  writes: (reach) => [
    {
      sid: 'ChangeLoadBalancer',
      actions: [
        'AddTags',
        'CreateListener',
        'CreateLoadBalancer',
        'CreateRule',
        'CreateTargetGroup',
        'DeleteListener',
        'DeleteLoadBalancer',
        'DeleteRule',
        'DeleteTargetGroup',
        'ModifyListener',
        'ModifyListenerAttributes',
        'ModifyLoadBalancerAttributes',
        'ModifyRule',
        'ModifyTargetGroup',
        'ModifyTargetGroupAttributes',
        'RemoveTags',
        'SetRulePriorities',
        'SetSecurityGroups',
        'SetSubnets',
      ].map((action) => `elasticloadbalancing:${action}`),
      resources: balancing(reach),
    },
    {
      sid: 'RequestCertificate',
      actions: ['acm:RequestCertificate'],
      // It has no ARN before it is there.
      resources: ['*'],
      conditions: reach.tagging,
    },
    {
      sid: 'ChangeCertificate',
      actions: ['acm:AddTagsToCertificate', 'acm:DeleteCertificate', 'acm:RemoveTagsFromCertificate'],
      resources: certificates(reach),
      conditions: reach.tagged,
    },
    {
      sid: 'MakeApi',
      actions: ['apigateway:POST'],
      resources: reach.arns('apigateway:<region>::/restapis'),
      conditions: reach.tagging,
    },
    {
      sid: 'ChangeApi',
      actions: ['DELETE', 'PATCH', 'POST', 'PUT'].map((action) => `apigateway:${action}`),
      resources: apis(reach),
      conditions: reach.tagged,
    },
    {
      // Tags are things of their own there, which have no tags to ask for.
      sid: 'TagApi',
      actions: ['apigateway:PUT'],
      resources: reach.arns('apigateway:<region>::/tags/*'),
      conditions: reach.tagging,
    },
    { sid: 'SetApiAccount', actions: ['apigateway:PATCH'], resources: settings(reach) },
    ...ofDomains(reach, 'ChangeApiDomain', ['apigateway:DELETE', 'apigateway:PATCH', 'apigateway:POST']),
    ...(hasDomain(reach)
      ? [
          {
            sid: 'MakeApiDomain',
            actions: ['apigateway:POST'],
            resources: reach.arns('apigateway:<region>::/domainnames'),
            conditions: reach.tagging,
          },
        ]
      : []),
  ],
};

const hasDomain = ({ environments }: Reach): boolean =>
  environments.some(({ domain }) => domain !== undefined);

/** Statements for the gateway's domains, which have the names that the configuration gives them. */
function ofDomains(reach: Reach, sid: string, actions: readonly string[]): Statement[] {
  const resources = reach.environments.flatMap(({ domain, region }) =>
    domain === undefined
      ? []
      : ['', '/basepathmappings', '/basepathmappings/*'].map(
          (below) => `arn:aws:apigateway:${region}::/domainnames/${domain.name}${below}`,
        ),
  );
  return resources.length === 0 ? [] : [{ sid, actions, resources }];
}
