"""Calls that refer to what is not there, is elsewhere, or goes."""

# ruff: noqa: E501 (one row a line)

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError
from harness import Emulator
from strict_world import ACCOUNT, Case, World, build, call, function, service

NOWHERE = "0123456789abcdef0"
KEY = f"arn:aws:kms:us-west-2:{ACCOUNT}:key/00000000-0000-0000-0000-000000000000"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/nobody"
CERTIFICATE = f"arn:aws:acm:us-west-2:{ACCOUNT}:certificate/00000000-0000-0000-0000-000000000000"
GROUP = f"arn:aws:elasticloadbalancing:us-west-2:{ACCOUNT}:targetgroup/nothing/{NOWHERE}"


def trust(principal: str) -> str:
    statement = {"Effect": "Allow", "Principal": {"AWS": principal}, "Action": "*", "Resource": "*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def role_trust(principal: str) -> str:
    statement = {"Effect": "Allow", "Principal": {"AWS": principal}, "Action": "sts:AssumeRole"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def db_cluster(**more: Any) -> dict[str, Any]:
    return {
        "DBClusterIdentifier": "another",
        "Engine": "aurora-postgresql",
        "MasterUsername": "petclinic",
        "MasterUserPassword": "petclinic-secret",
        "DBSubnetGroupName": "group",
        **more,
    }


def network(*subnets: str, groups: list[str]) -> dict[str, Any]:
    return {
        "networkConfiguration": {"awsvpcConfiguration": {"subnets": [*subnets], "securityGroups": groups}}
    }


def forward(group: str) -> list[dict[str, Any]]:
    return [{"Type": "forward", "TargetGroupArn": group}]


def permission(group: str) -> list[dict[str, Any]]:
    return [{"IpProtocol": "tcp", "FromPort": 1, "ToPort": 1, "UserIdGroupPairs": [{"GroupId": group}]}]


WRONG: dict[str, Case] = {
    "subnet group of no such subnet": ("rds.create_db_subnet_group", lambda w: {"DBSubnetGroupName": "x", "DBSubnetGroupDescription": "x", "SubnetIds": [w.subnet_a, f"subnet-{NOWHERE}"]}, "InvalidSubnet"),
    "subnet group in two VPCs": ("rds.create_db_subnet_group", lambda w: {"DBSubnetGroupName": "x", "DBSubnetGroupDescription": "x", "SubnetIds": [w.subnet_a, w.subnet_b2]}, "InvalidSubnet"),
    "cluster without subnet group": ("rds.create_db_cluster", lambda w: db_cluster(DBSubnetGroupName="nothing"), "DBSubnetGroupNotFoundFault"),
    "cluster without parameter group": ("rds.create_db_cluster", lambda w: db_cluster(DBClusterParameterGroupName="nothing"), "DBClusterParameterGroupNotFound"),
    "cluster changed to no parameter group": ("rds.modify_db_cluster", lambda w: {"DBClusterIdentifier": "cluster", "DBClusterParameterGroupName": "nothing"}, "DBClusterParameterGroupNotFound"),
    "cluster without security group": ("rds.create_db_cluster", lambda w: db_cluster(VpcSecurityGroupIds=[f"sg-{NOWHERE}"]), "InvalidParameterValue"),
    "cluster with the group of another VPC": ("rds.create_db_cluster", lambda w: db_cluster(VpcSecurityGroupIds=[w.group_app2]), "InvalidParameterCombination"),
    "cluster changed to the group of another VPC": ("rds.modify_db_cluster", lambda w: {"DBClusterIdentifier": "cluster", "VpcSecurityGroupIds": [w.group_app2]}, "InvalidParameterCombination"),
    "cluster with no such key": ("rds.create_db_cluster", lambda w: db_cluster(StorageEncrypted=True, KmsKeyId=KEY), "KMSKeyNotAccessibleFault"),
    "cluster with a key that goes": ("rds.create_db_cluster", lambda w: db_cluster(StorageEncrypted=True, KmsKeyId=w.dying), "KMSKeyNotAccessibleFault"),
    "instance without parameter group": ("rds.create_db_instance", lambda w: {"DBInstanceIdentifier": "x", "DBInstanceClass": "db.serverless", "Engine": "aurora-postgresql", "DBClusterIdentifier": "cluster", "DBParameterGroupName": "nothing"}, "DBParameterGroupNotFound"),
    "instance of no cluster": ("rds.create_db_instance", lambda w: {"DBInstanceIdentifier": "x", "DBInstanceClass": "db.serverless", "Engine": "aurora-postgresql", "DBClusterIdentifier": "nothing"}, "DBClusterNotFoundFault"),
    "instance monitored by nobody": ("rds.create_db_instance", lambda w: {"DBInstanceIdentifier": "x", "DBInstanceClass": "db.serverless", "Engine": "aurora-postgresql", "DBClusterIdentifier": "cluster", "MonitoringRoleArn": ROLE, "MonitoringInterval": 60}, "InvalidParameterValue"),
    "route to no NAT gateway": ("ec2.create_route", lambda w: {"RouteTableId": w.routes, "DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": f"nat-{NOWHERE}"}, "InvalidNatGatewayID.NotFound"),
    "route to the NAT gateway of another VPC": ("ec2.create_route", lambda w: {"RouteTableId": w.routes, "DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": w.nat2}, "InvalidParameterValue"),
    "route to the internet gateway of another VPC": ("ec2.create_route", lambda w: {"RouteTableId": w.routes, "DestinationCidrBlock": "0.0.0.0/0", "GatewayId": w.gateway2}, "InvalidParameterValue"),
    "route to an internet gateway that hangs nowhere": ("ec2.create_route", lambda w: {"RouteTableId": w.routes, "DestinationCidrBlock": "0.0.0.0/0", "GatewayId": w.gateway_free}, "InvalidParameterValue"),
    "NAT gateway without address": ("ec2.create_nat_gateway", lambda w: {"SubnetId": w.subnet_a, "AllocationId": f"eipalloc-{NOWHERE}"}, "InvalidAllocationID.NotFound"),
    "route table for a subnet of another VPC": ("ec2.associate_route_table", lambda w: {"RouteTableId": w.routes, "SubnetId": w.subnet_a2}, "InvalidParameterValue"),
    "rule for no such group": ("ec2.authorize_security_group_ingress", lambda w: {"GroupId": w.group_app, "IpPermissions": permission(f"sg-{NOWHERE}")}, "InvalidGroup.NotFound"),
    "rule for a group of another VPC": ("ec2.authorize_security_group_egress", lambda w: {"GroupId": w.group_app, "IpPermissions": permission(w.group_app2)}, "InvalidGroup.NotFound"),
    "endpoint in a subnet of another VPC": ("ec2.create_vpc_endpoint", lambda w: {"VpcId": w.vpc, "VpcEndpointType": "Interface", "ServiceName": "com.amazonaws.us-west-2.logs", "SubnetIds": [w.subnet_a2]}, "InvalidParameterValue"),
    "endpoint with no such group": ("ec2.create_vpc_endpoint", lambda w: {"VpcId": w.vpc, "VpcEndpointType": "Interface", "ServiceName": "com.amazonaws.us-west-2.logs", "SubnetIds": [w.subnet_a], "SecurityGroupIds": [f"sg-{NOWHERE}"]}, "InvalidGroup.NotFound"),
    "endpoint on no such route table": ("ec2.create_vpc_endpoint", lambda w: {"VpcId": w.vpc, "ServiceName": "com.amazonaws.us-west-2.s3", "RouteTableIds": [f"rtb-{NOWHERE}"]}, "InvalidRouteTableID.NotFound"),
    "interface with the group of another VPC": ("ec2.create_network_interface", lambda w: {"SubnetId": w.subnet_a, "Groups": [w.group_app2]}, "InvalidParameter"),
    "flow log by nobody": ("ec2.create_flow_logs", lambda w: {"ResourceIds": [w.vpc], "ResourceType": "VPC", "TrafficType": "ALL", "LogGroupName": "flow", "DeliverLogsPermissionArn": ROLE}, "InvalidParameterValue"),
    "boundary that is not there": ("iam.create_role", lambda w: {"RoleName": "x", "AssumeRolePolicyDocument": role_trust("*"), "PermissionsBoundary": f"arn:aws:iam::{ACCOUNT}:policy/nothing"}, "NoSuchEntity"),
    "boundary put that is not there": ("iam.put_role_permissions_boundary", lambda w: {"RoleName": "role", "PermissionsBoundary": f"arn:aws:iam::{ACCOUNT}:policy/nothing"}, "NoSuchEntity"),
    "trust in nobody": ("iam.create_role", lambda w: {"RoleName": "x", "AssumeRolePolicyDocument": role_trust(ROLE)}, "MalformedPolicyDocument"),
    "trust changed to nobody": ("iam.update_assume_role_policy", lambda w: {"RoleName": "role", "PolicyDocument": role_trust(ROLE)}, "MalformedPolicyDocument"),
    "key policy for nobody": ("kms.create_key", lambda w: {"Policy": trust(ROLE)}, "MalformedPolicyDocumentException"),
    "bucket policy for nobody": ("s3.put_bucket_policy", lambda w: {"Bucket": "logs", "Policy": trust(ROLE)}, "MalformedPolicy"),
    "alias of a key that goes": ("kms.create_alias", lambda w: {"AliasName": "alias/x", "TargetKeyId": w.dying}, "KMSInvalidStateException"),
    "log group with a key that goes": ("logs.create_log_group", lambda w: {"logGroupName": "x", "kmsKeyId": w.dying}, "InvalidParameterException"),
    "log group with no such key": ("logs.create_log_group", lambda w: {"logGroupName": "x", "kmsKeyId": KEY}, "InvalidParameterException"),
    "secret with a key that goes": ("secretsmanager.create_secret", lambda w: {"Name": "x", "SecretString": "x", "KmsKeyId": w.dying}, "EncryptionFailure"),
    "secret with no such alias": ("secretsmanager.create_secret", lambda w: {"Name": "x", "SecretString": "x", "KmsKeyId": "alias/nothing"}, "EncryptionFailure"),
    "table with a disabled key": (
        "dynamodb.create_table",
        lambda w: {
            "TableName": "x",
            "BillingMode": "PAY_PER_REQUEST",
            "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
            "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
            "SSESpecification": {"Enabled": True, "SSEType": "KMS", "KMSMasterKeyId": w.disabled},
        },
        "ValidationException",
    ),
    "repository with no such key": ("ecr.create_repository", lambda w: {"repositoryName": "xy", "encryptionConfiguration": {"encryptionType": "KMS", "kmsKey": KEY}}, "KmsException"),
    "load balancer with no such group": ("elbv2.create_load_balancer", lambda w: {"Name": "x", "Subnets": [w.subnet_a, w.subnet_b], "SecurityGroups": [f"sg-{NOWHERE}"]}, "InvalidSecurityGroup"),
    "load balancer in two VPCs": ("elbv2.create_load_balancer", lambda w: {"Name": "x", "Subnets": [w.subnet_a, w.subnet_b2]}, "InvalidConfigurationRequest"),
    "load balancer with the group of another VPC": ("elbv2.set_security_groups", lambda w: {"LoadBalancerArn": w.balancer, "SecurityGroups": [w.group_app2]}, "InvalidConfigurationRequest"),
    "target group in no VPC": ("elbv2.create_target_group", lambda w: {"Name": "x", "Protocol": "HTTP", "Port": 80, "VpcId": f"vpc-{NOWHERE}"}, "ValidationError"),
    "listener to no target group": ("elbv2.create_listener", lambda w: {"LoadBalancerArn": w.balancer, "Protocol": "HTTP", "Port": 81, "DefaultActions": forward(GROUP)}, "TargetGroupNotFound"),
    "listener to a target group of another VPC": ("elbv2.create_listener", lambda w: {"LoadBalancerArn": w.balancer, "Protocol": "HTTP", "Port": 81, "DefaultActions": forward(w.abroad)}, "InvalidConfigurationRequest"),
    "rule to a target group of another VPC": ("elbv2.create_rule", lambda w: {"ListenerArn": w.listener, "Priority": 5, "Conditions": [{"Field": "path-pattern", "Values": ["/x"]}], "Actions": forward(w.abroad)}, "InvalidConfigurationRequest"),
    "listener with no such certificate": ("elbv2.create_listener", lambda w: {"LoadBalancerArn": w.balancer, "Protocol": "HTTPS", "Port": 443, "Certificates": [{"CertificateArn": CERTIFICATE}], "DefaultActions": forward(w.target)}, "CertificateNotFound"),
    "association of no network ACL": ("ec2.replace_network_acl_association", lambda w: {"AssociationId": f"aclassoc-{NOWHERE}", "NetworkAclId": w.acl}, "InvalidAssociationID.NotFound"),
    "association of no route table": ("ec2.replace_route_table_association", lambda w: {"AssociationId": f"rtbassoc-{NOWHERE}", "RouteTableId": w.routes}, "InvalidAssociationID.NotFound"),
    "rule of a security group that is not there": ("ec2.modify_security_group_rules", lambda w: {"GroupId": w.group_app, "SecurityGroupRules": [{"SecurityGroupRuleId": f"sgr-{NOWHERE}", "SecurityGroupRule": {"IpProtocol": "tcp", "FromPort": 1, "ToPort": 1, "ReferencedGroupId": w.group_app}}]}, "InvalidSecurityGroupRuleId.NotFound"),
    "rule changed to a target group of another VPC": ("elbv2.modify_rule", lambda w: {"RuleArn": w.rule, "Actions": forward(w.abroad)}, "InvalidConfigurationRequest"),
    "stage moved to no deployment": ("apigateway.update_stage", lambda w: {"restApiId": w.api, "stageName": "live", "patchOperations": [{"op": "replace", "path": "/deploymentId", "value": "nothing"}]}, "BadRequestException"),
    "logs of APIs by nobody": ("apigateway.update_account", lambda w: {"patchOperations": [{"op": "replace", "path": "/cloudwatchRoleArn", "value": ROLE}]}, "BadRequestException"),
    "usage plan of no stage": ("apigateway.create_usage_plan", lambda w: {"name": "x", "apiStages": [{"apiId": w.api, "stage": "nothing"}]}, "BadRequestException"),
    "web ACL for no stage": ("wafv2.associate_web_acl", lambda w: {"WebACLArn": w.web_acl, "ResourceArn": f"arn:aws:apigateway:us-west-2::/restapis/{w.api}/stages/nothing"}, "WAFNonexistentItemException"),
    "grant on no key": ("kms.create_grant", lambda w: {"KeyId": KEY, "GranteePrincipal": w.role, "Operations": ["Decrypt"]}, "NotFoundException"),
    "grant to nobody": ("kms.create_grant", lambda w: {"KeyId": w.key, "GranteePrincipal": ROLE, "Operations": ["Decrypt"]}, "InvalidArnException"),
    "end of a key that goes": ("kms.schedule_key_deletion", lambda w: {"KeyId": w.dying, "PendingWindowInDays": 7}, "KMSInvalidStateException"),
    "parameter with no such key": ("ssm.put_parameter", lambda w: {"Name": "/x", "Type": "SecureString", "Value": "x", "KeyId": KEY}, "InvalidKeyId"),
    "value of a secret that goes": ("secretsmanager.put_secret_value", lambda w: {"SecretId": "gone", "SecretString": "x"}, "InvalidRequestException"),
    "scaling by no target": ("application-autoscaling.put_scaling_policy", lambda w: {"PolicyName": "p", "ServiceNamespace": "ecs", "ResourceId": "service/cluster/nothing", "ScalableDimension": "ecs:service:DesiredCount", "PolicyType": "TargetTrackingScaling", "TargetTrackingScalingPolicyConfiguration": {"TargetValue": 50, "PredefinedMetricSpecification": {"PredefinedMetricType": "ECSServiceAverageCPUUtilization"}}}, "ObjectNotFoundException"),
    "access log to a closed bucket": ("elbv2.modify_load_balancer_attributes", lambda w: {"LoadBalancerArn": w.balancer, "Attributes": [{"Key": "access_logs.s3.enabled", "Value": "true"}, {"Key": "access_logs.s3.bucket", "Value": "closed"}]}, "InvalidConfigurationRequest"),
    "task of nobody": ("ecs.register_task_definition", lambda w: {"family": "x", "taskRoleArn": ROLE, "containerDefinitions": [{"name": "x", "image": "x"}]}, "ClientException"),
    "service of no cluster": ("ecs.create_service", lambda w: service(w, "x", cluster="nothing"), "ClusterNotFoundException"),
    "service with no such container": ("ecs.create_service", lambda w: service(w, "x", loadBalancers=[{"targetGroupArn": w.target, "containerName": "y", "containerPort": 8080}]), "InvalidParameterException"),
    "service with no such port": ("ecs.create_service", lambda w: service(w, "x", loadBalancers=[{"targetGroupArn": w.target, "containerName": "app", "containerPort": 1}]), "InvalidParameterException"),
    "service with a target group on no load balancer": ("ecs.create_service", lambda w: service(w, "x", loadBalancers=[{"targetGroupArn": w.lonely, "containerName": "app", "containerPort": 8080}]), "InvalidParameterException"),
    "service in a subnet that is not there": ("ecs.create_service", lambda w: service(w, "x", **network(f"subnet-{NOWHERE}", groups=[w.group_app])), "InvalidParameterException"),
    "service with the group of another VPC": ("ecs.create_service", lambda w: service(w, "x", **network(w.subnet_a, groups=[w.group_app2])), "InvalidParameterException"),
    "service in another VPC than its target group": ("ecs.create_service", lambda w: service(w, "x", **network(w.subnet_a2, groups=[w.group_app2])), "InvalidParameterException"),
    "service in no registry": ("ecs.create_service", lambda w: service(w, "x", serviceRegistries=[{"registryArn": f"arn:aws:servicediscovery:us-west-2:{ACCOUNT}:service/srv-nothing"}]), "InvalidParameterException"),
    "scaling of no service": ("application-autoscaling.register_scalable_target", lambda w: {"ServiceNamespace": "ecs", "ResourceId": "service/cluster/nothing", "ScalableDimension": "ecs:service:DesiredCount", "MinCapacity": 1, "MaxCapacity": 2}, "ValidationException"),
    "Cloud Map service in no namespace": ("servicediscovery.create_service", lambda w: {"Name": "x", "NamespaceId": "ns-nothing"}, "NamespaceNotFound"),
    "Cloud Map namespace in no VPC": ("servicediscovery.create_private_dns_namespace", lambda w: {"Name": "x.local", "Vpc": f"vpc-{NOWHERE}"}, "InvalidInput"),
    "function of nobody": ("lambda.create_function", lambda w: function(w, "x", Role=ROLE), "InvalidParameterValueException"),
    "function of another account's role": ("lambda.create_function", lambda w: function(w, "x", Role="arn:aws:iam::210987654321:role/role"), "AccessDeniedException"),
    "function in two VPCs": ("lambda.create_function", lambda w: function(w, "x", VpcConfig={"SubnetIds": [w.subnet_a, w.subnet_b2], "SecurityGroupIds": [w.group_app]}), "InvalidParameterValueException"),
    "function moved to another VPC's group": ("lambda.update_function_configuration", lambda w: {"FunctionName": "function", "VpcConfig": {"SubnetIds": [w.subnet_a], "SecurityGroupIds": [w.group_app2]}}, "InvalidParameterValueException"),
    "function with a key that goes": ("lambda.create_function", lambda w: function(w, "x", KMSKeyArn=w.dying), "InvalidParameterValueException"),
    "event source of no function": ("lambda.create_event_source_mapping", lambda w: {"FunctionName": "nothing", "EventSourceArn": f"arn:aws:sqs:us-west-2:{ACCOUNT}:nothing"}, "InvalidParameterValueException"),
    "version of an alias that is not there": ("lambda.create_alias", lambda w: {"FunctionName": "function", "Name": "x", "FunctionVersion": "9"}, "ResourceNotFoundException"),
    "method with no such authorizer": ("apigateway.put_method", lambda w: {"restApiId": w.api, "resourceId": w.root, "httpMethod": "POST", "authorizationType": "CUSTOM", "authorizerId": "nothing"}, "NotFoundException"),
    "stage of no deployment": ("apigateway.create_stage", lambda w: {"restApiId": w.api, "stageName": "x", "deploymentId": "nothing"}, "BadRequestException"),
    "web ACL for no load balancer": ("wafv2.associate_web_acl", lambda w: {"WebACLArn": w.web_acl, "ResourceArn": f"{w.balancer}0"}, "WAFNonexistentItemException"),
    "web ACL that is not there": ("wafv2.associate_web_acl", lambda w: {"WebACLArn": f"{w.web_acl}0", "ResourceArn": w.balancer}, "WAFNonexistentItemException"),
    "server access log to no bucket": ("s3.put_bucket_logging", lambda w: {"Bucket": "logs", "BucketLoggingStatus": {"LoggingEnabled": {"TargetBucket": "nothing", "TargetPrefix": ""}}}, "InvalidTargetBucketForLogging"),
    "backup into no vault": ("backup.create_backup_plan", lambda w: {"BackupPlan": {"BackupPlanName": "x", "Rules": [{"RuleName": "x", "TargetBackupVaultName": "nothing"}]}}, "InvalidParameterValueException"),
    "delivery to no bucket": ("config.put_delivery_channel", lambda w: {"DeliveryChannel": {"name": "x", "s3BucketName": "nothing"}}, "NoSuchBucketException"),
}  # fmt: skip


@pytest.fixture(scope="module")
def world(server: Emulator) -> Iterator[World]:
    server.reset()
    yield build(server.client)
    assert server.status()["unchecked"] == {}


@pytest.mark.parametrize("name", WRONG)
def test_refused(name: str, server: Emulator, world: World) -> None:
    operation, arguments, code = WRONG[name]
    with pytest.raises(ClientError) as caught:
        call(server.client, operation, arguments(world))
    assert caught.value.response["Error"]["Code"] == code, caught.value
