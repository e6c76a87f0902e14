import { findingsAt, Rule, unless } from '../../rule';

export const rule: Rule = {
  reason: 'A stage or a load balancer that faces the internet gets whatever is sent, known attacks first.',
  source: 'https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-associating-aws-resource.html',
  check: (estate) =>
    findingsAt(
      estate
        .ofType('aws_api_gateway_stage', 'aws_lb')
        .filter(({ type, body }) => type !== 'aws_lb' || body['internal'] !== true),
      (endpoint) =>
        unless(
          estate
            .referringTo(endpoint, 'resource_arn', 'aws_wafv2_web_acl_association')
            .some(
              (association) =>
                estate.target(association, association.body['web_acl_arn'])?.type === 'aws_wafv2_web_acl',
            ),
          'no web ACL is before it',
        ),
    ),
};
