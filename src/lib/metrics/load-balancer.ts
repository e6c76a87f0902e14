import { metricsOf } from './metric';

const NAMESPACE = 'AWS/ApplicationELB';

/**
 * What an application load balancer tells of itself.
 *
 * @param loadBalancer the end of its ARN, `app/<name>/<id>`
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 */
export function loadBalancerMetrics(loadBalancer: string) {
  const metric = metricsOf(NAMESPACE, { LoadBalancer: loadBalancer });
  return {
    /** Those that got a target: not the ones that it answers itself for want of one. */
    requests: metric('RequestCount', 'Sum'),
    /** Answers of its own, for want of a target that answers. */
    serverErrors: metric('HTTPCode_ELB_5XX_Count', 'Sum'),
    /** Requests without the origin header, among others: its default answer is 403. */
    clientErrors: metric('HTTPCode_ELB_4XX_Count', 'Sum'),
  };
}

/**
 * What it tells of one target group. Response times are in seconds.
 *
 * @param targetGroup the end of its ARN, `targetgroup/<name>/<id>`
 */
export function targetGroupMetrics(loadBalancer: string, targetGroup: string) {
  const metric = metricsOf(NAMESPACE, { LoadBalancer: loadBalancer, TargetGroup: targetGroup });
  return {
    requests: metric('RequestCount', 'Sum'),
    serverErrors: metric('HTTPCode_Target_5XX_Count', 'Sum'),
    responseTime: metric('TargetResponseTime', 'p90'),
    healthyHosts: metric('HealthyHostCount', 'Minimum'),
    unhealthyHosts: metric('UnHealthyHostCount', 'Maximum'),
  };
}
