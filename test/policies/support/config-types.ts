import { ResourceType } from '@aws-sdk/client-config-service';
import { Estate } from '../../support/estate';

/**
 * CloudFormation's names for the types that Terraform makes; AWS Config uses the same names, as far as it knows the thing,
 * but for `AWS::IAM::Policy`. The Terraform provider's own, which AWS has no word for, have none.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
 */
const NAMES: Readonly<Record<string, string | undefined>> = {
  aws_accessanalyzer_analyzer: 'AWS::AccessAnalyzer::Analyzer',
  aws_acm_certificate: 'AWS::ACM::Certificate',
  aws_acm_certificate_validation: undefined,
  aws_api_gateway_account: 'AWS::ApiGateway::Account',
  aws_api_gateway_base_path_mapping: 'AWS::ApiGateway::BasePathMapping',
  aws_api_gateway_deployment: 'AWS::ApiGateway::Deployment',
  aws_api_gateway_domain_name: 'AWS::ApiGateway::DomainName',
  aws_api_gateway_gateway_response: 'AWS::ApiGateway::GatewayResponse',
  // Parts of a method, which has them in its own record.
  aws_api_gateway_integration: undefined,
  aws_api_gateway_integration_response: undefined,
  aws_api_gateway_method: 'AWS::ApiGateway::Method',
  aws_api_gateway_method_response: undefined,
  aws_api_gateway_method_settings: undefined,
  aws_api_gateway_resource: 'AWS::ApiGateway::Resource',
  aws_api_gateway_rest_api: 'AWS::ApiGateway::RestApi',
  aws_api_gateway_stage: 'AWS::ApiGateway::Stage',
  aws_appautoscaling_policy: 'AWS::ApplicationAutoScaling::ScalingPolicy',
  aws_appautoscaling_target: 'AWS::ApplicationAutoScaling::ScalableTarget',
  aws_backup_plan: 'AWS::Backup::BackupPlan',
  aws_backup_selection: 'AWS::Backup::BackupSelection',
  aws_backup_vault: 'AWS::Backup::BackupVault',
  aws_bedrock_inference_profile: 'AWS::Bedrock::ApplicationInferenceProfile',
  aws_budgets_budget: 'AWS::Budgets::Budget',
  aws_cloudwatch_dashboard: 'AWS::CloudWatch::Dashboard',
  aws_cloudwatch_event_rule: 'AWS::Events::Rule',
  aws_cloudwatch_event_target: undefined,
  aws_cloudwatch_log_group: 'AWS::Logs::LogGroup',
  aws_cloudwatch_log_metric_filter: 'AWS::Logs::MetricFilter',
  aws_cloudwatch_log_resource_policy: 'AWS::Logs::ResourcePolicy',
  aws_cloudwatch_metric_alarm: 'AWS::CloudWatch::Alarm',
  aws_cloudwatch_query_definition: 'AWS::Logs::QueryDefinition',
  aws_config_config_rule: 'AWS::Config::ConfigRule',
  aws_config_configuration_recorder: 'AWS::Config::ConfigurationRecorder',
  aws_config_configuration_recorder_status: undefined,
  aws_config_delivery_channel: 'AWS::Config::DeliveryChannel',
  aws_db_parameter_group: 'AWS::RDS::DBParameterGroup',
  aws_db_subnet_group: 'AWS::RDS::DBSubnetGroup',
  aws_default_security_group: 'AWS::EC2::SecurityGroup',
  aws_dynamodb_table: 'AWS::DynamoDB::Table',
  aws_ecr_lifecycle_policy: undefined,
  aws_ecr_repository: 'AWS::ECR::Repository',
  aws_ecs_cluster: 'AWS::ECS::Cluster',
  aws_ecs_cluster_capacity_providers: 'AWS::ECS::ClusterCapacityProviderAssociations',
  aws_ecs_service: 'AWS::ECS::Service',
  aws_ecs_task_definition: 'AWS::ECS::TaskDefinition',
  aws_eip: 'AWS::EC2::EIP',
  aws_flow_log: 'AWS::EC2::FlowLog',
  aws_iam_instance_profile: 'AWS::IAM::InstanceProfile',
  aws_iam_openid_connect_provider: 'AWS::IAM::OIDCProvider',
  aws_iam_policy: 'AWS::IAM::Policy',
  aws_iam_role: 'AWS::IAM::Role',
  aws_iam_role_policy: 'AWS::IAM::RolePolicy',
  aws_iam_role_policy_attachment: undefined,
  aws_instance: 'AWS::EC2::Instance',
  aws_internet_gateway: 'AWS::EC2::InternetGateway',
  aws_kms_alias: 'AWS::KMS::Alias',
  aws_kms_key: 'AWS::KMS::Key',
  aws_lambda_alias: 'AWS::Lambda::Alias',
  aws_lambda_function: 'AWS::Lambda::Function',
  aws_lambda_invocation: undefined,
  aws_lambda_function_event_invoke_config: 'AWS::Lambda::EventInvokeConfig',
  aws_lambda_permission: 'AWS::Lambda::Permission',
  aws_launch_template: 'AWS::EC2::LaunchTemplate',
  aws_lb: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
  aws_lb_listener: 'AWS::ElasticLoadBalancingV2::Listener',
  aws_lb_listener_rule: 'AWS::ElasticLoadBalancingV2::ListenerRule',
  aws_lb_target_group: 'AWS::ElasticLoadBalancingV2::TargetGroup',
  aws_nat_gateway: 'AWS::EC2::NatGateway',
  aws_network_acl: 'AWS::EC2::NetworkAcl',
  aws_network_acl_rule: 'AWS::EC2::NetworkAclEntry',
  aws_rds_cluster: 'AWS::RDS::DBCluster',
  aws_rds_cluster_instance: 'AWS::RDS::DBInstance',
  aws_rds_cluster_parameter_group: 'AWS::RDS::DBClusterParameterGroup',
  aws_route: 'AWS::EC2::Route',
  aws_route53_record: 'AWS::Route53::RecordSet',
  aws_route_table: 'AWS::EC2::RouteTable',
  aws_route_table_association: 'AWS::EC2::SubnetRouteTableAssociation',
  aws_s3_bucket: 'AWS::S3::Bucket',
  // Parts of a bucket, which has them in its own record.
  aws_s3_bucket_lifecycle_configuration: undefined,
  aws_s3_bucket_logging: undefined,
  aws_s3_bucket_ownership_controls: undefined,
  aws_s3_bucket_policy: 'AWS::S3::BucketPolicy',
  aws_s3_bucket_public_access_block: undefined,
  aws_s3_bucket_server_side_encryption_configuration: undefined,
  aws_s3_bucket_versioning: undefined,
  aws_secretsmanager_secret: 'AWS::SecretsManager::Secret',
  aws_secretsmanager_secret_version: undefined,
  aws_security_group: 'AWS::EC2::SecurityGroup',
  aws_service_discovery_private_dns_namespace: 'AWS::ServiceDiscovery::PrivateDnsNamespace',
  aws_service_discovery_service: 'AWS::ServiceDiscovery::Service',
  aws_sns_topic: 'AWS::SNS::Topic',
  aws_sns_topic_policy: 'AWS::SNS::TopicPolicy',
  aws_sns_topic_subscription: 'AWS::SNS::Subscription',
  aws_ssm_document: 'AWS::SSM::Document',
  aws_ssm_parameter: 'AWS::SSM::Parameter',
  aws_subnet: 'AWS::EC2::Subnet',
  aws_vpc: 'AWS::EC2::VPC',
  aws_vpc_endpoint: 'AWS::EC2::VPCEndpoint',
  aws_vpc_security_group_egress_rule: 'AWS::EC2::SecurityGroupEgress',
  aws_vpc_security_group_ingress_rule: 'AWS::EC2::SecurityGroupIngress',
  aws_wafv2_ip_set: 'AWS::WAFv2::IPSet',
  aws_wafv2_web_acl: 'AWS::WAFv2::WebACL',
  aws_wafv2_web_acl_association: 'AWS::WAFv2::WebACLAssociation',
  aws_wafv2_web_acl_logging_configuration: 'AWS::WAFv2::LoggingConfiguration',
  aws_xray_group: 'AWS::XRay::Group',
  aws_xray_sampling_rule: 'AWS::XRay::SamplingRule',
  terraform_data: undefined,
};

/** Types that AWS Config's own API takes. */
const KNOWN = new Set<string>(Object.values(ResourceType));

/**
 * AWS Config's name of a Terraform type, if it can record it.
 *
 * @throws for a type that {@link NAMES} does not have
 */
export function configType(type: string): string | undefined {
  if (!(type in NAMES))
    throw new Error(`Say in test/policies/support/config-types.ts what AWS calls an ${type}`);
  const name = NAMES[type];
  return name !== undefined && KNOWN.has(name) ? name : undefined;
}

/** Every type of the estate that AWS Config can record. */
export const recordableTypes = (estate: Estate): string[] =>
  [...new Set(estate.resources.flatMap(({ type }) => configType(type) ?? []))].sort();
