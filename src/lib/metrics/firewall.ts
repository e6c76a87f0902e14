import { metricsOf } from './metric';

/** In the place of a rule's name: all of them. */
const ALL_RULES = 'ALL';

/**
 * What AWS WAF tells of a regional web ACL.
 *
 * @param webAcl the metric name of the web ACL
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-metrics.html
 */
export function firewallMetrics({ webAcl, region }: { readonly webAcl: string; readonly region: string }) {
  const metric = metricsOf('AWS/WAFV2', { WebACL: webAcl, Region: region, Rule: ALL_RULES });
  return { allowed: metric('AllowedRequests', 'Sum'), blocked: metric('BlockedRequests', 'Sum') };
}
