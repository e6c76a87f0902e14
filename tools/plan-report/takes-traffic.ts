/** Beginnings of the types of resources through which requests pass. */
const PREFIXES =
  `alb api_gateway_ apigatewayv2_ acm_certificate appautoscaling_target autoscaling_group cloudfront_ db_proxy
default_network_acl default_route_table default_security_group ecs_cluster ecs_service eip eks_ elb
globalaccelerator_ internet_gateway lambda_alias lambda_function lambda_permission lb
main_route_table_association nat_gateway network_acl network_interface networkfirewall_ rds_cluster_instance
route security_group service_discovery_ shield_ subnet vpc wafv2_ waf_ wafregional_`
    .split(/\s+/)
    .map((prefix) => `aws_${prefix}`);

/** Tells whether requests pass through a resource of this type, so that its absence can interrupt them. */
export const takesTraffic = (type: string): boolean => PREFIXES.some((prefix) => type.startsWith(prefix));
