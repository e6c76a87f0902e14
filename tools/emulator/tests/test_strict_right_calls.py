"""Calls at the edges of what the strict checks refuse, in their order: AWS takes every one of them."""

# ruff: noqa: E501 (one call a line)

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from harness import Clients, Emulator
from strict_world import ACCOUNT, POLICY, TRUST, World, build, call, function, service

RightCall = tuple[str, Callable[[World], dict[str, Any]]]


def trust(principal: dict[str, str]) -> str:
    statement = {"Effect": "Allow", "Principal": principal, "Action": "*", "Resource": "*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def rule(**more: Any) -> list[dict[str, Any]]:
    return [{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, **more}]


def record(name: str, action: str = "CREATE") -> dict[str, Any]:
    values = [{"Value": "192.0.2.1"}]
    change = {"Name": name, "Type": "A", "TTL": 60, "ResourceRecords": values}
    return {"Changes": [{"Action": action, "ResourceRecordSet": change}]}


def container(**more: Any) -> list[dict[str, Any]]:
    return [
        {"name": "app", "image": "app:1", "memory": 512, "portMappings": [{"containerPort": 8080}], **more}
    ]


def db_cluster(name: str, **more: Any) -> dict[str, Any]:
    login = {"MasterUsername": "petclinic", "MasterUserPassword": "petclinic-secret"}
    return {"DBClusterIdentifier": name, "Engine": "aurora-postgresql", **login, **more}


def endpoint(service_name: str, **more: Any) -> dict[str, Any]:
    return {"VpcEndpointType": "Interface", "ServiceName": f"com.amazonaws.us-west-2.{service_name}", **more}


def forward(*groups: str) -> list[dict[str, Any]]:
    targets = [{"TargetGroupArn": group, "Weight": 1} for group in groups]
    return [{"Type": "forward", "ForwardConfig": {"TargetGroups": targets}}]


FIXED = [{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "404"}}]
GONE_KEY = f"arn:aws:kms:us-west-2:{ACCOUNT}:key/00000000-0000-0000-0000-000000000000"
VISIBILITY = {"SampledRequestsEnabled": True, "CloudWatchMetricsEnabled": True, "MetricName": "m"}
NAMES_IN_TEXT = "subnet-0123456789abcdef0"

RIGHT: list[RightCall] = [
    # References: the same VPC, all forms of a key, what nobody looks up
    ("ec2.authorize_security_group_ingress", lambda w: {"GroupId": w.group_app, "IpPermissions": rule(UserIdGroupPairs=[{"GroupId": w.group_app}])}),
    ("ec2.authorize_security_group_egress", lambda w: {"GroupId": w.group_app, "IpPermissions": rule(UserIdGroupPairs=[{"GroupId": w.group_free, "Description": NAMES_IN_TEXT}])}),
    ("ec2.authorize_security_group_ingress", lambda w: {"GroupId": w.group_free, "IpPermissions": rule(IpRanges=[{"CidrIp": "10.0.0.0/8"}])}),
    ("ec2.create_tags", lambda w: {"Resources": [w.vpc], "Tags": [{"Key": "subnet", "Value": NAMES_IN_TEXT}]}),
    ("ec2.create_route", lambda w: {"RouteTableId": w.routes, "DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": w.nat}),
    ("ec2.replace_route", lambda w: {"RouteTableId": w.routes, "DestinationCidrBlock": "0.0.0.0/0", "GatewayId": w.gateway}),
    ("ec2.create_route", lambda w: {"RouteTableId": w.routes2, "DestinationCidrBlock": "0.0.0.0/0", "GatewayId": w.gateway2}),
    ("ec2.associate_route_table", lambda w: {"RouteTableId": w.routes, "SubnetId": w.subnet_a}),
    ("ec2.associate_route_table", lambda w: {"RouteTableId": w.routes, "SubnetId": w.subnet_b}),
    ("ec2.create_vpc_peering_connection", lambda w: {"VpcId": w.vpc, "PeerVpcId": w.vpc2}),
    ("ec2.create_vpc_endpoint", lambda w: endpoint("ssm", VpcId=w.vpc2, SubnetIds=[w.subnet_a2], PrivateDnsEnabled=True)),
    ("ec2.create_vpc_endpoint", lambda w: endpoint("ssm", VpcId=w.vpc, SubnetIds=[w.subnet_b], PrivateDnsEnabled=False)),
    ("ec2.create_vpc_endpoint", lambda w: endpoint("logs", VpcId=w.vpc, SubnetIds=[w.subnet_a, w.subnet_b], SecurityGroupIds=[w.group_app], PrivateDnsEnabled=True)),
    ("ec2.create_vpc_endpoint", lambda w: {"VpcId": w.vpc, "ServiceName": "com.amazonaws.us-west-2.s3", "RouteTableIds": [w.routes]}),
    ("ec2.create_network_interface", lambda w: {"SubnetId": w.subnet_a, "Groups": [w.group_app, w.group_free]}),
    ("ec2.create_nat_gateway", lambda w: {"SubnetId": w.subnet_b, "ConnectivityType": "private"}),
    ("ec2.create_nat_gateway", lambda w: {"SubnetId": w.subnet_b, "AllocationId": w.address_free}),
    ("ec2.create_flow_logs", lambda w: {"ResourceIds": [w.vpc], "ResourceType": "VPC", "TrafficType": "ALL", "LogDestinationType": "s3", "LogDestination": "arn:aws:s3:::logs/prefix/"}),
    ("iam.create_role", lambda w: {"RoleName": "account", "AssumeRolePolicyDocument": trust({"AWS": f"arn:aws:iam::{ACCOUNT}:root"})}),
    ("iam.create_role", lambda w: {"RoleName": "foreign", "AssumeRolePolicyDocument": trust({"AWS": "arn:aws:iam::210987654321:role/theirs"})}),
    ("iam.create_role", lambda w: {"RoleName": "chained", "AssumeRolePolicyDocument": trust({"AWS": w.role})}),
    ("iam.create_role", lambda w: {"RoleName": "anyone", "AssumeRolePolicyDocument": trust({"Service": "ecs.amazonaws.com"}), "PermissionsBoundary": w.boundary}),
    ("iam.put_role_permissions_boundary", lambda w: {"RoleName": "account", "PermissionsBoundary": w.policy}),
    ("iam.put_role_policy", lambda w: {"RoleName": "account", "PolicyName": "x", "PolicyDocument": POLICY.replace('"*"', f'"{GONE_KEY}"')}),
    ("iam.attach_role_policy", lambda w: {"RoleName": "account", "PolicyArn": "arn:aws:iam::aws:policy/ReadOnlyAccess"}),
    ("kms.create_key", lambda w: {"Policy": trust({"AWS": w.role})}),
    ("kms.update_alias", lambda w: {"AliasName": "alias/key", "TargetKeyId": w.key}),
    ("kms.enable_key", lambda w: {"KeyId": w.disabled.split("/")[1]}),
    ("kms.disable_key", lambda w: {"KeyId": w.disabled.split("/")[1]}),
    ("logs.create_log_group", lambda w: {"logGroupName": "by-arn", "kmsKeyId": w.key}),
    ("secretsmanager.create_secret", lambda w: {"Name": "by-id", "SecretString": NAMES_IN_TEXT, "KmsKeyId": w.key.split("/")[1]}),
    ("secretsmanager.create_secret", lambda w: {"Name": "by-alias", "SecretString": "x", "KmsKeyId": "alias/key"}),
    ("secretsmanager.create_secret", lambda w: {"Name": "by-alias-arn", "SecretString": "x", "KmsKeyId": f"arn:aws:kms:us-west-2:{ACCOUNT}:alias/key"}),
    ("secretsmanager.create_secret", lambda w: {"Name": "aws", "SecretString": "x", "KmsKeyId": "alias/aws/secretsmanager"}),
    ("ssm.put_parameter", lambda w: {"Name": "/subnet", "Type": "String", "Value": NAMES_IN_TEXT}),
    ("ssm.put_parameter", lambda w: {"Name": "/subnet", "Type": "String", "Value": GONE_KEY, "Overwrite": True}),
    ("sns.create_topic", lambda w: {"Name": "topic", "Attributes": {"KmsMasterKeyId": "alias/aws/sns"}}),
    ("sns.subscribe", lambda w: {"TopicArn": f"arn:aws:sns:us-west-2:{ACCOUNT}:topic", "Protocol": "sqs", "Endpoint": f"arn:aws:sqs:us-west-2:{ACCOUNT}:later"}),
    ("cloudwatch.put_metric_alarm", lambda w: {"AlarmName": "a", "ComparisonOperator": "GreaterThanThreshold", "EvaluationPeriods": 1, "Threshold": 1, "MetricName": "m", "Namespace": "n", "Period": 60, "Statistic": "Sum", "AlarmActions": [f"arn:aws:sns:us-west-2:{ACCOUNT}:topic"]}),
    ("s3.put_bucket_encryption", lambda w: {"Bucket": "closed", "ServerSideEncryptionConfiguration": {"Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": GONE_KEY}}]}}),
    ("s3.put_bucket_policy", lambda w: {"Bucket": "closed", "Policy": trust({"AWS": w.role})}),
    ("s3.put_object", lambda w: {"Bucket": "closed", "Key": "o", "Body": NAMES_IN_TEXT.encode()}),
    ("dynamodb.create_table", lambda w: {"TableName": "t", "BillingMode": "PAY_PER_REQUEST", "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}], "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}], "SSESpecification": {"Enabled": True, "SSEType": "KMS", "KMSMasterKeyId": w.key}}),
    ("dynamodb.put_item", lambda w: {"TableName": "t", "Item": {"id": {"S": NAMES_IN_TEXT}, "key": {"S": GONE_KEY}}}),
    # Databases
    ("rds.create_db_subnet_group", lambda w: {"DBSubnetGroupName": "x", "DBSubnetGroupDescription": NAMES_IN_TEXT, "SubnetIds": [w.subnet_a, w.subnet_b]}),
    ("rds.create_db_cluster", lambda w: db_cluster("plain", DBSubnetGroupName="x", VpcSecurityGroupIds=[w.group_app], DBClusterParameterGroupName="default.aurora-postgresql16")),
    ("rds.create_db_cluster", lambda w: db_cluster("encrypted", DBSubnetGroupName="x", StorageEncrypted=True, KmsKeyId=w.key)),
    ("rds.modify_db_cluster", lambda w: {"DBClusterIdentifier": "plain", "VpcSecurityGroupIds": [w.group_free]}),
    ("rds.modify_db_cluster", lambda w: {"DBClusterIdentifier": "plain", "DBClusterParameterGroupName": "unused"}),
    ("rds.create_db_instance", lambda w: {"DBInstanceIdentifier": "second", "DBClusterIdentifier": "cluster", "DBInstanceClass": "db.serverless", "Engine": "aurora-postgresql", "MonitoringRoleArn": w.role, "MonitoringInterval": 60}),
    # Load balancers and containers
    ("elbv2.create_load_balancer", lambda w: {"Name": "other", "Subnets": [w.subnet_a2, w.subnet_b2], "SecurityGroups": [w.group_app2]}),
    ("elbv2.set_security_groups", lambda w: {"LoadBalancerArn": w.balancer, "SecurityGroups": [w.group_app, w.group_free]}),
    ("elbv2.create_listener", lambda w: {"LoadBalancerArn": w.balancer, "Protocol": "HTTP", "Port": 8080, "DefaultActions": FIXED}),
    ("elbv2.create_rule", lambda w: {"ListenerArn": w.listener, "Priority": 10, "Conditions": [{"Field": "path-pattern", "Values": ["/a"]}], "Actions": forward(w.target)}),
    ("elbv2.create_rule", lambda w: {"ListenerArn": w.listener, "Priority": 11, "Conditions": [{"Field": "path-pattern", "Values": ["/a"]}], "Actions": forward(w.target)}),
    ("elbv2.create_target_group", lambda w: {"Name": "function", "TargetType": "lambda"}),
    ("elbv2.modify_load_balancer_attributes", lambda w: {"LoadBalancerArn": w.balancer, "Attributes": [{"Key": "access_logs.s3.enabled", "Value": "true"}, {"Key": "access_logs.s3.bucket", "Value": "logs"}]}),
    ("elbv2.modify_load_balancer_attributes", lambda w: {"LoadBalancerArn": w.balancer, "Attributes": [{"Key": "access_logs.s3.enabled", "Value": "false"}, {"Key": "access_logs.s3.bucket", "Value": "closed"}]}),
    ("ecs.register_task_definition", lambda w: {"family": "other", "networkMode": "awsvpc", "taskRoleArn": w.role, "containerDefinitions": container(environment=[{"name": "KEY", "value": GONE_KEY}], secrets=[{"name": "S", "valueFrom": f"arn:aws:secretsmanager:us-west-2:{ACCOUNT}:secret:later-abcdef:key::"}])}),
    ("ecs.register_task_definition", lambda w: {"family": "app", "networkMode": "awsvpc", "containerDefinitions": container()}),
    ("ecs.create_cluster", lambda w: {"clusterName": "second", "capacityProviders": ["FARGATE", "FARGATE_SPOT"]}),
    ("ecs.create_service", lambda w: service(w, "service", cluster="second")),
    ("ecs.create_service", lambda w: service(w, "by-arn", taskDefinition=w.definition)),
    ("ecs.create_service", lambda w: service(w, "alone", loadBalancers=[])),
    ("ecs.create_service", lambda w: service(w, "found", serviceRegistries=[{"registryArn": f"arn:aws:servicediscovery:us-west-2:{ACCOUNT}:service/{w.discovery}"}])),
    ("ecs.update_service", lambda w: {"cluster": "cluster", "service": "service", "desiredCount": 0}),
    ("ecs.update_service", lambda w: {"cluster": "cluster", "service": "service", "taskDefinition": "app:2"}),
    ("application-autoscaling.register_scalable_target", lambda w: {"ServiceNamespace": "ecs", "ResourceId": "service/cluster/service", "ScalableDimension": "ecs:service:DesiredCount", "MinCapacity": 1, "MaxCapacity": 2}),
    ("servicediscovery.create_service", lambda w: {"Name": "second", "NamespaceId": w.namespace}),
    ("servicediscovery.create_private_dns_namespace", lambda w: {"Name": "petclinic.local", "Vpc": w.vpc}),
    ("servicediscovery.create_private_dns_namespace", lambda w: {"Name": "petclinic.local", "Vpc": w.vpc2}),
    ("ecr.create_repository", lambda w: {"repositoryName": "with-key", "encryptionConfiguration": {"encryptionType": "KMS", "kmsKey": w.key}}),
    ("elbv2.modify_rule", lambda w: {"RuleArn": w.rule, "Actions": forward(w.target), "Conditions": [{"Field": "path-pattern", "Values": ["/b"]}]}),
    ("elbv2.set_rule_priorities", lambda w: {"RulePriorities": [{"RuleArn": w.rule, "Priority": 77}]}),
    ("elbv2.delete_rule", lambda w: {"RuleArn": w.rule}),
    ("application-autoscaling.put_scheduled_action", lambda w: {"ScheduledActionName": "s", "ServiceNamespace": "ecs", "ResourceId": "service/cluster/service", "ScalableDimension": "ecs:service:DesiredCount", "Schedule": "rate(1 day)", "ScalableTargetAction": {"MinCapacity": 1}}),
    ("kms.create_grant", lambda w: {"KeyId": w.key.split("/")[1], "GranteePrincipal": w.role, "Operations": ["Decrypt"]}),
    ("kms.cancel_key_deletion", lambda w: {"KeyId": w.dying}),
    ("kms.schedule_key_deletion", lambda w: {"KeyId": w.dying, "PendingWindowInDays": 7}),
    ("ssm.put_parameter", lambda w: {"Name": "/secure", "Type": "SecureString", "Value": GONE_KEY, "KeyId": w.key}),
    ("secretsmanager.restore_secret", lambda w: {"SecretId": "gone"}),
    ("secretsmanager.put_secret_value", lambda w: {"SecretId": "gone", "SecretString": GONE_KEY}),
    # Functions
    ("lambda.create_function", lambda w: function(w, "second", KMSKeyArn=w.key, Environment={"Variables": {"KEY": GONE_KEY, "SUBNET": NAMES_IN_TEXT}})),
    ("lambda.create_function", lambda w: function(w, "outside", VpcConfig={})),
    ("lambda.update_function_configuration", lambda w: {"FunctionName": "second", "VpcConfig": {"SubnetIds": [w.subnet_b], "SecurityGroupIds": [w.group_free]}}),
    ("lambda.add_permission", lambda w: {"FunctionName": "function", "StatementId": "a", "Action": "lambda:InvokeFunction", "Principal": "apigateway.amazonaws.com", "SourceArn": f"arn:aws:execute-api:us-west-2:{ACCOUNT}:later/*/*/*"}),
    ("lambda.add_permission", lambda w: {"FunctionName": "function", "StatementId": "a", "Qualifier": "live", "Action": "lambda:InvokeFunction", "Principal": "apigateway.amazonaws.com"}),
    ("lambda.add_permission", lambda w: {"FunctionName": "function", "StatementId": "b", "Action": "lambda:InvokeFunction", "Principal": "events.amazonaws.com", "SourceArn": f"arn:aws:sns:us-west-2:{ACCOUNT}:later"}),
    ("lambda.create_alias", lambda w: {"FunctionName": "function", "Name": "next", "FunctionVersion": "1"}),
    ("sqs.create_queue", lambda w: {"QueueName": "queue"}),
    ("lambda.create_event_source_mapping", lambda w: {"FunctionName": "function", "EventSourceArn": f"arn:aws:sqs:us-west-2:{ACCOUNT}:queue"}),
    ("events.put_rule", lambda w: {"Name": "r", "ScheduleExpression": "rate(1 day)"}),
    ("events.put_targets", lambda w: {"Rule": "r", "Targets": [{"Id": "1", "Arn": f"arn:aws:sns:us-west-2:{ACCOUNT}:later"}]}),
    # Edge
    ("apigateway.create_resource", lambda w: {"restApiId": w.api, "parentId": w.root, "pathPart": "other"}),
    ("apigateway.put_method", lambda w: {"restApiId": w.api, "resourceId": w.root, "httpMethod": "POST", "authorizationType": "NONE"}),
    ("apigateway.put_integration", lambda w: {"restApiId": w.api, "resourceId": w.root, "httpMethod": "POST", "type": "MOCK", "requestTemplates": {"application/json": NAMES_IN_TEXT}}),
    ("apigateway.create_deployment", lambda w: {"restApiId": w.api}),
    ("apigateway.update_stage", lambda w: {"restApiId": w.api, "stageName": "live", "patchOperations": [{"op": "replace", "path": "/deploymentId", "value": w.deployment}, {"op": "replace", "path": "/variables/key", "value": GONE_KEY}]}),
    ("wafv2.create_web_acl", lambda w: {"Name": "second", "Scope": "REGIONAL", "DefaultAction": {"Allow": {}}, "VisibilityConfig": VISIBILITY, "Rules": [{"Name": "r", "Priority": 1, "Statement": {"IPSetReferenceStatement": {"ARN": w.ip_set}}, "Action": {"Block": {}}, "VisibilityConfig": VISIBILITY}]}),
    ("wafv2.create_ip_set", lambda w: {"Name": "second", "Scope": "REGIONAL", "IPAddressVersion": "IPV4", "Addresses": []}),
    ("wafv2.associate_web_acl", lambda w: {"WebACLArn": w.web_acl, "ResourceArn": w.balancer}),
    ("wafv2.associate_web_acl", lambda w: {"WebACLArn": w.web_acl, "ResourceArn": f"arn:aws:apigateway:us-west-2::/restapis/{w.api}/stages/live"}),
    ("route53.create_hosted_zone", lambda w: {"Name": "example.org", "CallerReference": "1"}),
    ("route53.create_hosted_zone", lambda w: {"Name": "private.org", "CallerReference": "2", "VPC": {"VPCRegion": "us-west-2", "VPCId": w.vpc}}),
    # Deletions: once nothing holds a thing
    ("ecs.delete_service", lambda w: {"cluster": "second", "service": "service", "force": True}),
    ("ecs.delete_cluster", lambda w: {"cluster": "second"}),
    ("lambda.delete_alias", lambda w: {"FunctionName": "function", "Name": "next"}),
    ("lambda.delete_function", lambda w: {"FunctionName": "second"}),
    ("lambda.delete_function", lambda w: {"FunctionName": "function"}),
    ("iam.detach_role_policy", lambda w: {"RoleName": "role", "PolicyArn": w.policy}),
    ("iam.delete_role_permissions_boundary", lambda w: {"RoleName": "account"}),
    ("iam.delete_policy", lambda w: {"PolicyArn": w.policy}),
    ("iam.create_policy", lambda w: {"PolicyName": "policy", "PolicyDocument": POLICY}),
    ("iam.create_role", lambda w: {"RoleName": "again", "AssumeRolePolicyDocument": TRUST}),
    ("rds.delete_db_cluster", lambda w: {"DBClusterIdentifier": "plain", "SkipFinalSnapshot": True}),
    ("rds.delete_db_cluster", lambda w: {"DBClusterIdentifier": "encrypted", "SkipFinalSnapshot": True}),
    ("rds.delete_db_subnet_group", lambda w: {"DBSubnetGroupName": "x"}),
    ("rds.delete_db_cluster_parameter_group", lambda w: {"DBClusterParameterGroupName": "unused"}),
    ("rds.create_db_cluster_parameter_group", lambda w: {"DBClusterParameterGroupName": "unused", "DBParameterGroupFamily": "aurora-postgresql16", "Description": "db"}),
    ("elbv2.delete_target_group", lambda w: {"TargetGroupArn": w.lonely}),
    ("elbv2.delete_target_group", lambda w: {"TargetGroupArn": w.abroad}),
    ("elbv2.create_target_group", lambda w: {"Name": "lonely", "Protocol": "HTTP", "Port": 80, "VpcId": w.vpc}),
    ("ec2.delete_vpc_endpoints", lambda w: {"VpcEndpointIds": [w.endpoint]}),
    ("ec2.create_vpc_endpoint", lambda w: endpoint("ssm", VpcId=w.vpc, SubnetIds=[w.subnet_b], PrivateDnsEnabled=True)),
    ("ec2.delete_network_interface", lambda w: {"NetworkInterfaceId": w.interface}),
    ("ec2.delete_security_group", lambda w: {"GroupId": w.group_used2}),
    ("ec2.delete_nat_gateway", lambda w: {"NatGatewayId": w.nat}),
    ("ec2.release_address", lambda w: {"AllocationId": w.address}),
    ("ec2.delete_route_table", lambda w: {"RouteTableId": w.routes2}),
    ("ec2.delete_internet_gateway", lambda w: {"InternetGatewayId": w.gateway_free}),
    ("apigateway.delete_stage", lambda w: {"restApiId": w.api, "stageName": "live"}),
    ("apigateway.delete_deployment", lambda w: {"restApiId": w.api, "deploymentId": w.deployment}),
    ("apigateway.delete_rest_api", lambda w: {"restApiId": w.api}),
]  # fmt: skip


def test_taken(server: Emulator) -> None:
    server.reset()
    world = build(server.client)
    for operation, arguments in RIGHT:
        call(server.client, operation, arguments(world))
    status = server.status()
    assert (status["refused"], status["unchecked"]) == ([], {})
    assert len(RIGHT) >= 100


def test_a_vpc_goes_with_what_is_its_own(client: Clients) -> None:
    ec2 = client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    filters = [{"Name": "vpc-id", "Values": [vpc]}]
    assert len(ec2.describe_network_acls(Filters=filters)["NetworkAcls"]) == 1
    ec2.delete_vpc(VpcId=vpc)
    assert ec2.describe_network_acls(Filters=filters)["NetworkAcls"] == []
    assert ec2.describe_security_groups(Filters=filters)["SecurityGroups"] == []
    assert ec2.describe_route_tables(Filters=filters)["RouteTables"] == []
