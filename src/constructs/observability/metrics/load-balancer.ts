import { metricsOf } from './metric';

const NAMESPACE = 'AWS/ApplicationELB';

/**
 * Metrics of an application load balancer.
 *
 * @param loadBalancer the end of its ARN, `app/<name>/<id>`
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 */
export function loadBalancerMetrics(loadBalancer: string) {
  const metric = metricsOf(NAMESPACE, { LoadBalancer: loadBalancer });
  return {
    /**
     * Requests that were sent to a target. Requests that the load balancer answers itself, for want of a target, do not
     * count.
     */
    requests: metric('RequestCount', 'Sum'),
    /** 5xx answers of the load balancer itself, for want of a target that answers. */
    serverErrors: metric('HTTPCode_ELB_5XX_Count', 'Sum'),
    /** 4xx answers of the load balancer itself, such as 403, its default, to requests without the origin header. */
    clientErrors: metric('HTTPCode_ELB_4XX_Count', 'Sum'),
  };
}

/**
 * Metrics of one target group of an application load balancer. Response times are in seconds.
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
