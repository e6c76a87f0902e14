"""Every call of Terraform's that makes something, and how it is taken back.

A call that is not here reads, takes away, or sets something on what another call made: that goes with the
other, and a repeated run sets it again.
"""

from __future__ import annotations

from . import preparations as prepare
from .inverse import Inverse, by

INVERSES: dict[str, Inverse] = {
    # Locks of states. A checksum is in the same table, and a state in the same bucket.
    "dynamodb:PutItem": by(
        "DeleteItem",
        TableName="in.TableName",
        Key="{LockID: in.Item.LockID}",
        when="in.Item.LockID.S && !ends_with(in.Item.LockID.S, '-md5')",
    ),
    "s3:PutObject": by(
        "DeleteObject", Bucket="in.Bucket", Key="in.Key", when="ends_with(in.Key, '.tfstate.tflock')"
    ),
    # Network
    "ec2:AllocateAddress": by("ReleaseAddress", "aws_eip", AllocationId="out.AllocationId"),
    "ec2:AssociateRouteTable": by(
        "DisassociateRouteTable", "aws_route_table_association", AssociationId="out.AssociationId"
    ),
    "ec2:AttachInternetGateway": by(
        "DetachInternetGateway",
        "aws_internet_gateway",
        "aws_internet_gateway_attachment",
        InternetGatewayId="in.InternetGatewayId",
        VpcId="in.VpcId",
    ),
    "ec2:AuthorizeSecurityGroupEgress": by(
        "RevokeSecurityGroupEgress",
        "aws_vpc_security_group_egress_rule",
        GroupId="in.GroupId",
        SecurityGroupRuleIds="out.SecurityGroupRules[].SecurityGroupRuleId",
    ),
    "ec2:AuthorizeSecurityGroupIngress": by(
        "RevokeSecurityGroupIngress",
        "aws_vpc_security_group_ingress_rule",
        GroupId="in.GroupId",
        SecurityGroupRuleIds="out.SecurityGroupRules[].SecurityGroupRuleId",
    ),
    "ec2:CreateFlowLogs": by("DeleteFlowLogs", "aws_flow_log", FlowLogIds="out.FlowLogIds"),
    "ec2:CreateInternetGateway": by(
        "DeleteInternetGateway",
        "aws_internet_gateway",
        InternetGatewayId="out.InternetGateway.InternetGatewayId",
    ),
    "ec2:CreateNatGateway": by(
        "DeleteNatGateway", "aws_nat_gateway", NatGatewayId="out.NatGateway.NatGatewayId"
    ),
    "ec2:CreateNetworkAcl": by(
        "DeleteNetworkAcl", "aws_network_acl", NetworkAclId="out.NetworkAcl.NetworkAclId"
    ),
    "ec2:CreateNetworkAclEntry": by(
        "DeleteNetworkAclEntry",
        "aws_network_acl",
        "aws_network_acl_rule",
        NetworkAclId="in.NetworkAclId",
        RuleNumber="in.RuleNumber",
        Egress="in.Egress",
        known="[in.NetworkAclId, in.RuleNumber]",
    ),
    "ec2:CreateRoute": by(
        "DeleteRoute",
        "aws_route",
        RouteTableId="in.RouteTableId",
        DestinationCidrBlock="in.DestinationCidrBlock",
    ),
    "ec2:CreateRouteTable": by(
        "DeleteRouteTable", "aws_route_table", RouteTableId="out.RouteTable.RouteTableId"
    ),
    "ec2:CreateSecurityGroup": by("DeleteSecurityGroup", "aws_security_group", GroupId="out.GroupId"),
    "ec2:CreateSubnet": by("DeleteSubnet", "aws_subnet", SubnetId="out.Subnet.SubnetId"),
    "ec2:CreateVpc": by("DeleteVpc", "aws_vpc", VpcId="out.Vpc.VpcId"),
    "ec2:CreateVpcEndpoint": by(
        "DeleteVpcEndpoints", "aws_vpc_endpoint", VpcEndpointIds="[out.VpcEndpoint.VpcEndpointId]"
    ),
    "ec2:ReplaceNetworkAclAssociation": by(
        "ReplaceNetworkAclAssociation",
        "aws_network_acl",
        "aws_network_acl_association",
        AssociationId="out.NewAssociationId",
        known="[in.NetworkAclId]",
        prepare=prepare.back_to_default_acl,
    ),
    # Identity and keys
    "accessanalyzer:CreateAnalyzer": by(
        "DeleteAnalyzer", "aws_accessanalyzer_analyzer", analyzerName="in.analyzerName"
    ),
    "iam:AddRoleToInstanceProfile": by(
        "RemoveRoleFromInstanceProfile",
        "aws_iam_instance_profile",
        InstanceProfileName="in.InstanceProfileName",
        RoleName="in.RoleName",
    ),
    "iam:AttachRolePolicy": by(
        "DetachRolePolicy",
        "aws_iam_role_policy_attachment",
        RoleName="in.RoleName",
        PolicyArn="in.PolicyArn",
    ),
    "iam:CreateInstanceProfile": by(
        "DeleteInstanceProfile", "aws_iam_instance_profile", InstanceProfileName="in.InstanceProfileName"
    ),
    "iam:CreateOpenIDConnectProvider": by(
        "DeleteOpenIDConnectProvider",
        "aws_iam_openid_connect_provider",
        OpenIDConnectProviderArn="out.OpenIDConnectProviderArn",
    ),
    "iam:CreatePolicy": by("DeletePolicy", "aws_iam_policy", PolicyArn="out.Policy.Arn"),
    "iam:CreateRole": by("DeleteRole", "aws_iam_role", RoleName="in.RoleName"),
    "iam:PutRolePolicy": by(
        "DeleteRolePolicy", "aws_iam_role_policy", RoleName="in.RoleName", PolicyName="in.PolicyName"
    ),
    "kms:CreateAlias": by("DeleteAlias", "aws_kms_alias", AliasName="in.AliasName"),
    "kms:CreateKey": by(
        "ScheduleKeyDeletion",
        "aws_kms_key",
        KeyId="out.KeyMetadata.KeyId",
        always={"PendingWindowInDays": 7},
    ),
    "secretsmanager:CreateSecret": by(
        "DeleteSecret",
        "aws_secretsmanager_secret",
        SecretId="out.ARN",
        always={"ForceDeleteWithoutRecovery": True},
    ),
    # Data
    "backup:CreateBackupPlan": by("DeleteBackupPlan", "aws_backup_plan", BackupPlanId="out.BackupPlanId"),
    "backup:CreateBackupSelection": by(
        "DeleteBackupSelection",
        "aws_backup_selection",
        BackupPlanId="in.BackupPlanId",
        SelectionId="out.SelectionId",
    ),
    "backup:CreateBackupVault": by(
        "DeleteBackupVault", "aws_backup_vault", BackupVaultName="in.BackupVaultName"
    ),
    "dynamodb:CreateTable": by(
        "DeleteTable", "aws_dynamodb_table", TableName="in.TableName", prepare=prepare.unprotected_table
    ),
    "rds:CreateDBCluster": by(
        "DeleteDBCluster",
        "aws_rds_cluster",
        DBClusterIdentifier="in.DBClusterIdentifier",
        always={"SkipFinalSnapshot": True},
        prepare=prepare.unprotected_cluster,
    ),
    "rds:CreateDBClusterParameterGroup": by(
        "DeleteDBClusterParameterGroup",
        "aws_rds_cluster_parameter_group",
        DBClusterParameterGroupName="in.DBClusterParameterGroupName",
    ),
    "rds:CreateDBInstance": by(
        "DeleteDBInstance",
        "aws_rds_cluster_instance",
        DBInstanceIdentifier="in.DBInstanceIdentifier",
        always={"SkipFinalSnapshot": True},
    ),
    "rds:CreateDBParameterGroup": by(
        "DeleteDBParameterGroup", "aws_db_parameter_group", DBParameterGroupName="in.DBParameterGroupName"
    ),
    "rds:CreateDBSubnetGroup": by(
        "DeleteDBSubnetGroup", "aws_db_subnet_group", DBSubnetGroupName="in.DBSubnetGroupName"
    ),
    "s3:CreateBucket": by("DeleteBucket", "aws_s3_bucket", Bucket="in.Bucket"),
    "ssm:PutParameter": by("DeleteParameter", "aws_ssm_parameter", Name="in.Name"),
    # Functions and containers
    "application-autoscaling:PutScalingPolicy": by(
        "DeleteScalingPolicy",
        "aws_appautoscaling_policy",
        PolicyName="in.PolicyName",
        ServiceNamespace="in.ServiceNamespace",
        ResourceId="in.ResourceId",
        ScalableDimension="in.ScalableDimension",
    ),
    "application-autoscaling:RegisterScalableTarget": by(
        "DeregisterScalableTarget",
        "aws_appautoscaling_target",
        ServiceNamespace="in.ServiceNamespace",
        ResourceId="in.ResourceId",
        ScalableDimension="in.ScalableDimension",
    ),
    "ecr:CreateRepository": by("DeleteRepository", "aws_ecr_repository", repositoryName="in.repositoryName"),
    "ecs:CreateCluster": by("DeleteCluster", "aws_ecs_cluster", cluster="out.cluster.clusterArn"),
    "ecs:CreateService": by(
        "DeleteService",
        "aws_ecs_service",
        cluster="in.cluster",
        service="out.service.serviceArn",
        always={"force": True},
    ),
    "ecs:RegisterTaskDefinition": by(
        "DeregisterTaskDefinition",
        "aws_ecs_task_definition",
        taskDefinition="out.taskDefinition.taskDefinitionArn",
    ),
    "lambda:AddPermission": by(
        "RemovePermission",
        "aws_lambda_permission",
        FunctionName="in.FunctionName",
        StatementId="in.StatementId",
        Qualifier="in.Qualifier",
    ),
    "lambda:CreateAlias": by(
        "DeleteAlias", "aws_lambda_alias", FunctionName="in.FunctionName", Name="in.Name"
    ),
    "lambda:CreateFunction": by("DeleteFunction", "aws_lambda_function", FunctionName="in.FunctionName"),
    "servicediscovery:CreatePrivateDnsNamespace": by(
        "DeleteNamespace",
        "aws_service_discovery_private_dns_namespace",
        OperationId="out.OperationId",
        known="[in.Name, in.Vpc]",
        prepare=prepare.namespace_made_by,
    ),
    "servicediscovery:CreateService": by(
        "DeleteService", "aws_service_discovery_service", Id="out.Service.Id"
    ),
    # Edge
    "acm:RequestCertificate": by(
        "DeleteCertificate", "aws_acm_certificate", CertificateArn="out.CertificateArn"
    ),
    "apigateway:CreateBasePathMapping": by(
        "DeleteBasePathMapping",
        "aws_api_gateway_base_path_mapping",
        domainName="in.domainName",
        basePath="in.basePath || '(none)'",
        known="[in.domainName, in.restApiId]",
    ),
    "apigateway:CreateDeployment": by(
        "DeleteDeployment",
        "aws_api_gateway_deployment",
        restApiId="in.restApiId",
        deploymentId="out.id",
    ),
    "apigateway:CreateDomainName": by(
        "DeleteDomainName", "aws_api_gateway_domain_name", domainName="in.domainName"
    ),
    "apigateway:CreateResource": by(
        "DeleteResource", "aws_api_gateway_resource", restApiId="in.restApiId", resourceId="out.id"
    ),
    "apigateway:CreateRestApi": by("DeleteRestApi", "aws_api_gateway_rest_api", restApiId="out.id"),
    "apigateway:CreateStage": by(
        "DeleteStage", "aws_api_gateway_stage", restApiId="in.restApiId", stageName="in.stageName"
    ),
    "apigateway:PutGatewayResponse": by(
        "DeleteGatewayResponse",
        "aws_api_gateway_gateway_response",
        restApiId="in.restApiId",
        responseType="in.responseType",
    ),
    "apigateway:PutMethod": by(
        "DeleteMethod",
        "aws_api_gateway_method",
        restApiId="in.restApiId",
        resourceId="in.resourceId",
        httpMethod="in.httpMethod",
    ),
    "apigateway:PutMethodResponse": by(
        "DeleteMethodResponse",
        "aws_api_gateway_method_response",
        restApiId="in.restApiId",
        resourceId="in.resourceId",
        httpMethod="in.httpMethod",
        statusCode="in.statusCode",
    ),
    "elbv2:AddListenerCertificates": by(
        "RemoveListenerCertificates",
        "aws_lb_listener_certificate",
        ListenerArn="in.ListenerArn",
        Certificates="in.Certificates",
    ),
    "elbv2:CreateListener": by(
        "DeleteListener", "aws_lb_listener", ListenerArn="out.Listeners[0].ListenerArn"
    ),
    "elbv2:CreateLoadBalancer": by(
        "DeleteLoadBalancer",
        "aws_lb",
        LoadBalancerArn="out.LoadBalancers[0].LoadBalancerArn",
        prepare=prepare.unprotected_load_balancer,
    ),
    "elbv2:CreateRule": by("DeleteRule", "aws_lb_listener_rule", RuleArn="out.Rules[0].RuleArn"),
    "elbv2:CreateTargetGroup": by(
        "DeleteTargetGroup", "aws_lb_target_group", TargetGroupArn="out.TargetGroups[0].TargetGroupArn"
    ),
    "route53:ChangeResourceRecordSets": by(
        "ChangeResourceRecordSets",
        "aws_route53_record",
        HostedZoneId="in.HostedZoneId",
        ChangeBatch="{Changes: in.ChangeBatch.Changes[].{Action: 'DELETE',"
        " ResourceRecordSet: ResourceRecordSet}}",
        known="in.ChangeBatch.Changes[].ResourceRecordSet.Type",
        when="in.ChangeBatch.Changes[0].Action != 'DELETE'",
    ),
    "wafv2:AssociateWebACL": by(
        "DisassociateWebACL",
        "aws_wafv2_web_acl_association",
        ResourceArn="in.ResourceArn",
        known="[in.ResourceArn, in.WebACLArn]",
    ),
    "wafv2:CreateIPSet": by(
        "DeleteIPSet",
        "aws_wafv2_ip_set",
        Name="in.Name",
        Id="out.Summary.Id",
        Scope="in.Scope",
        prepare=prepare.latest_ip_set,
    ),
    "wafv2:CreateWebACL": by(
        "DeleteWebACL",
        "aws_wafv2_web_acl",
        Name="in.Name",
        Id="out.Summary.Id",
        Scope="in.Scope",
        prepare=prepare.latest_web_acl,
    ),
    # Observability and governance
    "budgets:CreateBudget": by(
        "DeleteBudget", "aws_budgets_budget", AccountId="in.AccountId", BudgetName="in.Budget.BudgetName"
    ),
    "cloudwatch:PutCompositeAlarm": by(
        "DeleteAlarms", "aws_cloudwatch_composite_alarm", AlarmNames="[in.AlarmName]"
    ),
    "cloudwatch:PutDashboard": by(
        "DeleteDashboards", "aws_cloudwatch_dashboard", DashboardNames="[in.DashboardName]"
    ),
    "cloudwatch:PutMetricAlarm": by(
        "DeleteAlarms", "aws_cloudwatch_metric_alarm", AlarmNames="[in.AlarmName]"
    ),
    "config:PutConfigRule": by(
        "DeleteConfigRule", "aws_config_config_rule", ConfigRuleName="in.ConfigRule.ConfigRuleName"
    ),
    "config:PutConfigurationRecorder": by(
        "DeleteConfigurationRecorder",
        "aws_config_configuration_recorder",
        ConfigurationRecorderName="in.ConfigurationRecorder.name",
    ),
    "config:PutDeliveryChannel": by(
        "DeleteDeliveryChannel",
        "aws_config_delivery_channel",
        DeliveryChannelName="in.DeliveryChannel.name",
    ),
    "config:PutRetentionConfiguration": by(
        "DeleteRetentionConfiguration",
        "aws_config_retention_configuration",
        RetentionConfigurationName="out.RetentionConfiguration.Name",
    ),
    "config:StartConfigurationRecorder": by(
        "StopConfigurationRecorder",
        "aws_config_configuration_recorder_status",
        ConfigurationRecorderName="in.ConfigurationRecorderName",
    ),
    "logs:CreateLogGroup": by("DeleteLogGroup", "aws_cloudwatch_log_group", logGroupName="in.logGroupName"),
    "logs:PutMetricFilter": by(
        "DeleteMetricFilter",
        "aws_cloudwatch_log_metric_filter",
        logGroupName="in.logGroupName",
        filterName="in.filterName",
    ),
    "logs:PutQueryDefinition": by(
        "DeleteQueryDefinition",
        "aws_cloudwatch_query_definition",
        queryDefinitionId="out.queryDefinitionId",
    ),
    "logs:PutResourcePolicy": by(
        "DeleteResourcePolicy", "aws_cloudwatch_log_resource_policy", policyName="in.policyName"
    ),
    "sns:CreateTopic": by("DeleteTopic", "aws_sns_topic", TopicArn="out.TopicArn"),
    "sns:Subscribe": by("Unsubscribe", "aws_sns_topic_subscription", SubscriptionArn="out.SubscriptionArn"),
    "xray:CreateGroup": by("DeleteGroup", "aws_xray_group", GroupName="in.GroupName"),
    "xray:CreateSamplingRule": by(
        "DeleteSamplingRule", "aws_xray_sampling_rule", RuleName="in.SamplingRule.RuleName"
    ),
}
