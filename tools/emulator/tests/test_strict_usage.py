"""Deletions of what is in use, and creations of what is there."""

# ruff: noqa: E501 (one row a line)

from __future__ import annotations

from collections.abc import Iterator

import pytest
from botocore.exceptions import ClientError
from harness import Emulator
from strict_world import POLICY, Case, World, build, call, function, service

IN_USE: dict[str, Case] = {
    "VPC with subnets": ("ec2.delete_vpc", lambda w: {"VpcId": w.vpc}, "DependencyViolation"),
    "subnet with a load balancer": ("ec2.delete_subnet", lambda w: {"SubnetId": w.subnet_a}, "DependencyViolation"),
    "subnet with an endpoint": ("ec2.delete_subnet", lambda w: {"SubnetId": w.subnet_b}, "DependencyViolation"),
    "subnet with a NAT gateway": ("ec2.delete_subnet", lambda w: {"SubnetId": w.subnet_a2}, "DependencyViolation"),
    "subnet with an interface": ("ec2.delete_subnet", lambda w: {"SubnetId": w.subnet_b2}, "DependencyViolation"),
    "group of a load balancer": ("ec2.delete_security_group", lambda w: {"GroupId": w.group_app}, "DependencyViolation"),
    "group in another's rule": ("ec2.delete_security_group", lambda w: {"GroupId": w.group_used}, "DependencyViolation"),
    "group of an interface": ("ec2.delete_security_group", lambda w: {"GroupId": w.group_used2}, "DependencyViolation"),
    "attached internet gateway": ("ec2.delete_internet_gateway", lambda w: {"InternetGatewayId": w.gateway}, "DependencyViolation"),
    "internet gateway over addresses": ("ec2.detach_internet_gateway", lambda w: {"InternetGatewayId": w.gateway, "VpcId": w.vpc}, "DependencyViolation"),
    "address of a NAT gateway": ("ec2.release_address", lambda w: {"AllocationId": w.address}, "InvalidIPAddress.InUse"),
    "attached policy": ("iam.delete_policy", lambda w: {"PolicyArn": w.policy}, "DeleteConflict"),
    "boundary of a role": ("iam.delete_policy", lambda w: {"PolicyArn": w.boundary}, "DeleteConflict"),
    "role with policies": ("iam.delete_role", lambda w: {"RoleName": "role"}, "DeleteConflict"),
    "instance profile with a role": ("iam.delete_instance_profile", lambda w: {"InstanceProfileName": "profile"}, "DeleteConflict"),
    "ECS cluster with services": ("ecs.delete_cluster", lambda w: {"cluster": "cluster"}, "ClusterContainsServicesException"),
    "ECS service with tasks": ("ecs.delete_service", lambda w: {"cluster": "cluster", "service": "service"}, "InvalidParameterException"),
    "DB subnet group": ("rds.delete_db_subnet_group", lambda w: {"DBSubnetGroupName": "group"}, "InvalidDBSubnetGroupStateFault"),
    "DB cluster parameter group": ("rds.delete_db_cluster_parameter_group", lambda w: {"DBClusterParameterGroupName": "cluster-parameters"}, "InvalidDBParameterGroupState"),
    "DB parameter group": ("rds.delete_db_parameter_group", lambda w: {"DBParameterGroupName": "parameters"}, "InvalidDBParameterGroupState"),
    "DB cluster with instances": ("rds.delete_db_cluster", lambda w: {"DBClusterIdentifier": "cluster", "SkipFinalSnapshot": True}, "InvalidDBClusterStateFault"),
    "version under an alias": ("lambda.delete_function", lambda w: {"FunctionName": "function", "Qualifier": "1"}, "ResourceConflictException"),
    "target group of a listener": ("elbv2.delete_target_group", lambda w: {"TargetGroupArn": w.target}, "ResourceInUse"),
    "namespace with services": ("servicediscovery.delete_namespace", lambda w: {"Id": w.namespace}, "ResourceInUse"),
    "deployment of a stage": ("apigateway.delete_deployment", lambda w: {"restApiId": w.api, "deploymentId": w.deployment}, "BadRequestException"),
    "associated web ACL": ("wafv2.delete_web_acl", lambda w: {"Name": "acl", "Scope": "REGIONAL", "Id": w.web_acl_id, "LockToken": w.web_acl_lock}, "WAFAssociatedItemException"),
    "API behind a domain name": ("apigateway.delete_rest_api", lambda w: {"restApiId": w.mapped_api}, "BadRequestException"),
    "IP set of a nested statement": ("wafv2.delete_ip_set", lambda w: {"Name": "set", "Scope": "REGIONAL", "Id": w.ip_set_id, "LockToken": w.ip_set_lock}, "WAFAssociatedItemException"),
    "target group of a rule": ("elbv2.delete_target_group", lambda w: {"TargetGroupArn": w.ruled}, "ResourceInUse"),
    "default rule": ("elbv2.delete_rule", lambda w: {"RuleArn": w.default_rule}, "OperationNotPermitted"),
    "route table of a subnet": ("ec2.delete_route_table", lambda w: {"RouteTableId": w.routes}, "DependencyViolation"),
    "main route table": ("ec2.delete_route_table", lambda w: {"RouteTableId": w.routes_main}, "DependencyViolation"),
    "address of an interface": ("ec2.release_address", lambda w: {"AllocationId": w.address_used}, "InvalidIPAddress.InUse"),
    "policy with versions": ("iam.delete_policy", lambda w: {"PolicyArn": w.versions}, "DeleteConflict"),
    "group with users": ("iam.delete_group", lambda w: {"GroupName": "group"}, "DeleteConflict"),
    "user in a group": ("iam.delete_user", lambda w: {"UserName": "user"}, "DeleteConflict"),
    "user with keys": ("iam.delete_user", lambda w: {"UserName": "keys"}, "DeleteConflict"),
    "usage plan with stages": ("apigateway.delete_usage_plan", lambda w: {"usagePlanId": w.plan}, "BadRequestException"),
    "DB cluster without a word on its snapshot": ("rds.delete_db_cluster", lambda w: {"DBClusterIdentifier": "cluster"}, "InvalidParameterCombination"),
    "bucket with objects": ("s3.delete_bucket", lambda w: {"Bucket": "logs"}, "BucketNotEmpty"),
}  # fmt: skip
TWICE: dict[str, Case] = {
    "listener port": ("elbv2.create_listener", lambda w: {"LoadBalancerArn": w.balancer, "Protocol": "HTTP", "Port": 80, "DefaultActions": [{"Type": "forward", "TargetGroupArn": w.target}]}, "DuplicateListener"),
    "load balancer": ("elbv2.create_load_balancer", lambda w: {"Name": "balancer", "Subnets": [w.subnet_a, w.subnet_b], "Scheme": "internal"}, "DuplicateLoadBalancerName"),
    "target group": ("elbv2.create_target_group", lambda w: {"Name": "target", "Protocol": "HTTP", "Port": 9090, "VpcId": w.vpc}, "DuplicateTargetGroupName"),
    "rule priority": ("elbv2.create_rule", lambda w: {"ListenerArn": w.listener, "Priority": 1, "Conditions": [{"Field": "path-pattern", "Values": ["/x"]}], "Actions": [{"Type": "forward", "TargetGroupArn": w.target}]}, "PriorityInUse"),
    "ECS service": ("ecs.create_service", lambda w: service(w, "service"), "InvalidParameterException"),
    "Cloud Map service": ("servicediscovery.create_service", lambda w: {"Name": "app", "NamespaceId": w.namespace}, "ServiceAlreadyExists"),
    "Cloud Map namespace": ("servicediscovery.create_http_namespace", lambda w: {"Name": "http"}, "NamespaceAlreadyExists"),
    "API path part": ("apigateway.create_resource", lambda w: {"restApiId": w.api, "parentId": w.root, "pathPart": "api"}, "ConflictException"),
    "API method": ("apigateway.put_method", lambda w: {"restApiId": w.api, "resourceId": w.root, "httpMethod": "GET", "authorizationType": "NONE"}, "ConflictException"),
    "API stage": ("apigateway.create_stage", lambda w: {"restApiId": w.api, "stageName": "live", "deploymentId": w.deployment}, "ConflictException"),
    "API domain": ("apigateway.create_domain_name", lambda w: {"domainName": "api.example.org"}, "ConflictException"),
    "base path": ("apigateway.create_base_path_mapping", lambda w: {"domainName": "api.example.org", "restApiId": w.mapped_api}, "ConflictException"),
    "endpoint with private DNS": ("ec2.create_vpc_endpoint", lambda w: {"VpcId": w.vpc, "VpcEndpointType": "Interface", "ServiceName": "com.amazonaws.us-west-2.ssm", "SubnetIds": [w.subnet_a], "PrivateDnsEnabled": True}, "InvalidParameter"),
    "second internet gateway": ("ec2.attach_internet_gateway", lambda w: {"InternetGatewayId": w.gateway_free, "VpcId": w.vpc}, "InvalidParameterValue"),
    "internet gateway of another VPC": ("ec2.attach_internet_gateway", lambda w: {"InternetGatewayId": w.gateway2, "VpcId": w.vpc3}, "Resource.AlreadyAssociated"),
    "address of a NAT gateway": ("ec2.create_nat_gateway", lambda w: {"SubnetId": w.subnet_b, "AllocationId": w.address}, "Resource.AlreadyAssociated"),
    "network of a subnet": ("ec2.create_subnet", lambda w: {"VpcId": w.vpc, "CidrBlock": "10.0.0.128/25"}, "InvalidSubnet.Conflict"),
    "address of an interface": ("ec2.create_network_interface", lambda w: {"SubnetId": w.subnet_a, "PrivateIpAddress": "10.0.0.99"}, "InvalidIPAddress.InUse"),
    "gateway endpoint of a route table": ("ec2.create_vpc_endpoint", lambda w: {"VpcId": w.vpc, "VpcEndpointType": "Gateway", "ServiceName": "com.amazonaws.us-west-2.s3", "RouteTableIds": [w.routes]}, "RouteAlreadyExists"),
    "response of an API method": ("apigateway.put_method_response", lambda w: {"restApiId": w.api, "resourceId": w.root, "httpMethod": "GET", "statusCode": "200"}, "ConflictException"),
    "model of an API": ("apigateway.create_model", lambda w: {"restApiId": w.api, "name": "Model", "contentType": "application/json", "schema": "{}"}, "ConflictException"),
    "key of a usage plan": ("apigateway.create_usage_plan_key", lambda w: {"usagePlanId": w.plan, "keyId": w.api_key, "keyType": "API_KEY"}, "ConflictException"),
    "URL of a function": ("lambda.create_function_url_config", lambda w: {"FunctionName": "function", "AuthType": "AWS_IAM"}, "ResourceConflictException"),
    "hosted zone of a reference": ("route53.create_hosted_zone", lambda w: {"Name": "example.com", "CallerReference": "9"}, "HostedZoneAlreadyExists"),
    "private zone of a VPC": ("route53.create_hosted_zone", lambda w: {"Name": "x.local", "CallerReference": "again", "HostedZoneConfig": {"PrivateZone": True}, "VPC": {"VPCRegion": "us-west-2", "VPCId": w.vpc}}, "ConflictingDomainExists"),
    "security group": ("ec2.create_security_group", lambda w: {"GroupName": "app", "Description": "app", "VpcId": w.vpc}, "InvalidGroup.Duplicate"),
    "rule of a security group": ("ec2.authorize_security_group_ingress", lambda w: {"GroupId": w.group_app, "IpPermissions": [{"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "UserIdGroupPairs": [{"GroupId": w.group_used}]}]}, "InvalidPermission.Duplicate"),
    "route": ("ec2.create_route", lambda w: {"RouteTableId": w.routes, "DestinationCidrBlock": "0.0.0.0/0", "GatewayId": w.gateway}, "RouteAlreadyExists"),
    "route table of a subnet": ("ec2.associate_route_table", lambda w: {"RouteTableId": w.routes_other, "SubnetId": w.subnet_a}, "Resource.AlreadyAssociated"),
    "number of an ACL's entry": ("ec2.create_network_acl_entry", lambda w: {"NetworkAclId": w.acl, "RuleNumber": 100, "Egress": False, "Protocol": "-1", "RuleAction": "allow", "CidrBlock": "10.0.0.0/8"}, "NetworkAclEntryAlreadyExists"),
    "flow log": ("ec2.create_flow_logs", lambda w: {"ResourceIds": [w.vpc], "ResourceType": "VPC", "TrafficType": "ALL", "LogDestinationType": "s3", "LogDestination": "arn:aws:s3:::logs"}, "FlowLogAlreadyExists"),
    "role": ("iam.create_role", lambda w: {"RoleName": "role", "AssumeRolePolicyDocument": "{}"}, "EntityAlreadyExists"),
    "role of an instance profile": ("iam.add_role_to_instance_profile", lambda w: {"InstanceProfileName": "profile", "RoleName": "bounded"}, "LimitExceeded"),
    "key alias": ("kms.create_alias", lambda w: {"AliasName": "alias/key", "TargetKeyId": w.key}, "AlreadyExistsException"),
    "function": ("lambda.create_function", lambda w: function(w, "function"), "ResourceConflictException"),
    "alias of a function": ("lambda.create_alias", lambda w: {"FunctionName": "function", "Name": "live", "FunctionVersion": "1"}, "ResourceConflictException"),
    "statement of a function's policy": ("lambda.add_permission", lambda w: {"FunctionName": "function", "StatementId": "api", "Action": "lambda:InvokeFunction", "Principal": "apigateway.amazonaws.com"}, "ResourceConflictException"),
    "DB subnet group": ("rds.create_db_subnet_group", lambda w: {"DBSubnetGroupName": "GROUP", "DBSubnetGroupDescription": "db", "SubnetIds": [w.subnet_a, w.subnet_b]}, "DBSubnetGroupAlreadyExists"),
    "DB cluster parameter group": ("rds.create_db_cluster_parameter_group", lambda w: {"DBClusterParameterGroupName": "unused", "DBParameterGroupFamily": "aurora-postgresql16", "Description": "db"}, "DBParameterGroupAlreadyExists"),
    "DB instance": ("rds.create_db_instance", lambda w: {"DBInstanceIdentifier": "instance", "DBClusterIdentifier": "cluster", "DBInstanceClass": "db.serverless", "Engine": "aurora-postgresql"}, "DBInstanceAlreadyExists"),
    "web ACL": ("wafv2.create_web_acl", lambda w: {"Name": "acl", "Scope": "REGIONAL", "DefaultAction": {"Allow": {}}, "VisibilityConfig": {"SampledRequestsEnabled": True, "CloudWatchMetricsEnabled": True, "MetricName": "acl"}}, "WAFDuplicateItemException"),
    "IP set": ("wafv2.create_ip_set", lambda w: {"Name": "set", "Scope": "REGIONAL", "IPAddressVersion": "IPV4", "Addresses": []}, "WAFDuplicateItemException"),
    "log group": ("logs.create_log_group", lambda w: {"logGroupName": "logs"}, "ResourceAlreadyExistsException"),
    "parameter": ("ssm.put_parameter", lambda w: {"Name": "/parameter", "Type": "String", "Value": "x"}, "ParameterAlreadyExists"),
    "secret": ("secretsmanager.create_secret", lambda w: {"Name": "secret"}, "ResourceExistsException"),
    "repository": ("ecr.create_repository", lambda w: {"repositoryName": "repository"}, "RepositoryAlreadyExistsException"),
    "bucket": ("s3.create_bucket", lambda w: {"Bucket": "logs", "CreateBucketConfiguration": {"LocationConstraint": "us-west-2"}}, "BucketAlreadyOwnedByYou"),
    "backup vault": ("backup.create_backup_vault", lambda w: {"BackupVaultName": "vault"}, "AlreadyExistsException"),
    "table": ("dynamodb.create_table", lambda w: {"TableName": "table", "BillingMode": "PAY_PER_REQUEST", "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}], "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}]}, "ResourceInUseException"),
    "event source": ("lambda.create_event_source_mapping", lambda w: {"FunctionName": "function", "EventSourceArn": w.queue}, "ResourceConflictException"),
    "record": ("route53.change_resource_record_sets", lambda w: {"HostedZoneId": w.zone, "ChangeBatch": {"Changes": [{"Action": "CREATE", "ResourceRecordSet": {"Name": "www.example.org", "Type": "A", "TTL": 60, "ResourceRecords": [{"Value": "192.0.2.1"}]}}]}}, "InvalidChangeBatch"),
}  # fmt: skip


@pytest.fixture(scope="module")
def world(server: Emulator) -> Iterator[World]:
    server.reset()
    world = build(server.client)
    _twice(server, world)
    yield world
    assert server.status()["unchecked"] == {}


def _twice(server: Emulator, world: World) -> None:
    """Makes what the second call of each kind finds, beyond the common world."""
    client = server.client
    client("s3").put_object(Bucket="logs", Key="object", Body=b"")
    gateway = client("apigateway")
    world["mapped_api"] = gateway.create_rest_api(name="mapped")["id"]
    gateway.create_domain_name(domainName="api.example.org")
    gateway.create_base_path_mapping(domainName="api.example.org", restApiId=world.mapped_api)
    ec2 = client("ec2")
    world["vpc3"] = ec2.create_vpc(CidrBlock="10.2.0.0/16")["Vpc"]["VpcId"]
    world["routes_other"] = ec2.create_route_table(VpcId=world.vpc)["RouteTable"]["RouteTableId"]
    ec2.associate_route_table(RouteTableId=world.routes, SubnetId=world.subnet_a)
    tables = ec2.describe_route_tables(Filters=[{"Name": "association.main", "Values": ["true"]}])
    world["routes_main"] = next(
        each["RouteTableId"] for each in tables["RouteTables"] if each["VpcId"] == world.vpc
    )
    world["address_used"] = ec2.allocate_address(Domain="vpc")["AllocationId"]
    ec2.associate_address(AllocationId=world.address_used, NetworkInterfaceId=world.interface)
    iam = client("iam")
    world["versions"] = iam.create_policy(PolicyName="versions", PolicyDocument=POLICY)["Policy"]["Arn"]
    iam.create_policy_version(PolicyArn=world.versions, PolicyDocument=POLICY)
    iam.create_group(GroupName="group")
    for user in ("user", "keys"):
        iam.create_user(UserName=user)
    iam.add_user_to_group(GroupName="group", UserName="user")
    iam.create_access_key(UserName="keys")
    elb = client("elbv2")
    ruled = elb.create_target_group(Name="ruled", Protocol="HTTP", Port=80, VpcId=world.vpc)
    world["ruled"] = ruled["TargetGroups"][0]["TargetGroupArn"]
    elb.create_rule(
        ListenerArn=world.listener,
        Priority=60,
        Conditions=[{"Field": "path-pattern", "Values": ["/ruled"]}],
        Actions=[{"Type": "forward", "TargetGroupArn": world.ruled}],
    )
    rules = elb.describe_rules(ListenerArn=world.listener)["Rules"]
    world["default_rule"] = next(each["RuleArn"] for each in rules if each["IsDefault"])
    stages = [{"apiId": world.api, "stage": "live"}]
    world["plan"] = gateway.create_usage_plan(name="plan", apiStages=stages)["id"]
    world["api_key"] = gateway.create_api_key(name="key")["id"]
    statement = {"NotStatement": {"Statement": {"IPSetReferenceStatement": {"ARN": world.ip_set}}}}
    metrics = {"SampledRequestsEnabled": True, "CloudWatchMetricsEnabled": True, "MetricName": "holder"}
    rule = {"Name": "r", "Priority": 1, "Statement": statement, "Action": {"Block": {}}}
    client("wafv2").create_web_acl(
        Name="holder",
        Scope="REGIONAL",
        DefaultAction={"Allow": {}},
        VisibilityConfig=metrics,
        Rules=[{**rule, "VisibilityConfig": metrics}],
    )
    client("route53").create_hosted_zone(
        Name="x.local",
        CallerReference="private",
        HostedZoneConfig={"PrivateZone": True},
        VPC={"VPCRegion": "us-west-2", "VPCId": world.vpc},
    )
    world["queue"] = "arn:aws:sqs:us-west-2:123456789012:queue"
    client("sqs").create_queue(QueueName="queue")
    world["zone"] = client("route53").create_hosted_zone(Name="example.org", CallerReference="1")[
        "HostedZone"
    ]["Id"]
    once = (
        "record",
        "event source",
        "table",
        "backup vault",
        "repository",
        "secret",
        "parameter",
        "log group",
    )
    more = (
        "flow log",
        "number of an ACL's entry",
        "route",
        "rule priority",
        "statement of a function's policy",
        "address of an interface",
        "gateway endpoint of a route table",
        "response of an API method",
        "model of an API",
        "key of a usage plan",
        "URL of a function",
        "hosted zone of a reference",
    )
    for name in (*once, *more):
        operation, arguments, _ = TWICE[name]
        call(client, operation, arguments(world))


def refused(server: Emulator, world: World, case: Case) -> None:
    operation, arguments, code = case
    with pytest.raises(ClientError) as caught:
        call(server.client, operation, arguments(world))
    assert caught.value.response["Error"]["Code"] == code, caught.value


@pytest.mark.parametrize("name", IN_USE)
def test_in_use(name: str, server: Emulator, world: World) -> None:
    refused(server, world, IN_USE[name])


@pytest.mark.parametrize("name", TWICE)
def test_twice(name: str, server: Emulator, world: World) -> None:
    refused(server, world, TWICE[name])
