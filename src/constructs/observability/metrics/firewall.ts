import { metricsOf } from './metric';

/** Value of the dimension `Rule` that stands for all rules of the web ACL. */
const ALL_RULES = 'ALL';

/**
 * Metrics of a regional web ACL of AWS WAF, over all its rules.
 *
 * @param webAcl the metric name of the web ACL
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-metrics.html
 */
export function firewallMetrics({ webAcl, region }: { readonly webAcl: string; readonly region: string }) {
  const metric = metricsOf('AWS/WAFV2', { WebACL: webAcl, Region: region, Rule: ALL_RULES });
  return { allowed: metric('AllowedRequests', 'Sum'), blocked: metric('BlockedRequests', 'Sum') };
}
