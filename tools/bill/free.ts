/**
 * Resource types that cost nothing by themselves, or whose cost is that of another resource. Mails about alarms and
 * requests to secrets stay within cents.
 */
const FREE = new Set(
  `acm_certificate acm_certificate_validation
api_gateway_account api_gateway_base_path_mapping api_gateway_deployment api_gateway_domain_name api_gateway_gateway_response
api_gateway_integration api_gateway_integration_response api_gateway_method api_gateway_method_response
api_gateway_method_settings api_gateway_resource appautoscaling_policy appautoscaling_target
backup_selection backup_vault budgets_budget
cloudwatch_event_rule cloudwatch_event_target cloudwatch_log_resource_policy cloudwatch_query_definition
config_configuration_recorder_status config_delivery_channel
db_parameter_group db_subnet_group default_security_group
ecr_lifecycle_policy ecs_cluster_capacity_providers ecs_task_definition flow_log
iam_instance_profile iam_openid_connect_provider iam_policy iam_role iam_role_policy iam_role_policy_attachment
internet_gateway kms_alias lambda_alias launch_template lambda_function_event_invoke_config lambda_invocation lambda_permission
lb_listener lb_listener_rule lb_target_group network_acl network_acl_rule rds_cluster_parameter_group
route route53_record route_table route_table_association
s3_bucket_lifecycle_configuration s3_bucket_logging s3_bucket_ownership_controls s3_bucket_policy
s3_bucket_public_access_block s3_bucket_server_side_encryption_configuration s3_bucket_versioning
secretsmanager_secret_version security_group service_discovery_service
sns_topic sns_topic_policy sns_topic_subscription subnet vpc
vpc_security_group_egress_rule vpc_security_group_ingress_rule
wafv2_ip_set wafv2_web_acl_association wafv2_web_acl_logging_configuration xray_group`
    .split(/\s+/)
    .map((type) => `aws_${type}`),
);

export const isFree = (type: string): boolean => FREE.has(type) || type === 'terraform_data';
