"""A small system in two VPCs, to which calls of the strict checks' tests refer."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

from harness import Clients

ACCOUNT = "123456789012"
TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
        ],
    }
)
POLICY = json.dumps(
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}]}
)
Case = tuple[str, Callable[["World"], dict[str, Any]], str]
"""A call as `service.operation`, its arguments, and the code of the error it must get."""


def code() -> bytes:
    """The zip of a function."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("index.py", "def handler(event, context):\n    return event\n")
    return data.getvalue()


class World(dict[str, str]):
    """Ids by name, as `world.vpc`."""

    def __getattr__(self, name: str) -> str:
        return self[name]


def call(client: Clients, name: str, arguments: dict[str, Any]) -> dict[str, Any]:
    service, operation = name.split(".")
    return getattr(client(service), operation)(**arguments)


def build(client: Clients) -> World:
    world = World()
    for part in (_network, _identity, _data, _compute, _edge):
        part(client, world)
    return world


def _network(client: Clients, world: World) -> None:
    ec2 = client("ec2")
    for suffix, network in (("", "10.0"), ("2", "10.1")):
        vpc = ec2.create_vpc(CidrBlock=f"{network}.0.0/16")["Vpc"]["VpcId"]
        world["vpc" + suffix] = vpc
        for number, zone in enumerate("ab"):
            subnet = ec2.create_subnet(
                VpcId=vpc, CidrBlock=f"{network}.{number}.0/24", AvailabilityZone=f"us-west-2{zone}"
            )
            world[f"subnet_{zone}{suffix}"] = subnet["Subnet"]["SubnetId"]
        for name in ("app", "used", "free"):
            group = ec2.create_security_group(GroupName=name, Description=name, VpcId=vpc)
            world[f"group_{name}{suffix}"] = group["GroupId"]
        world["routes" + suffix] = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
        world["acl" + suffix] = ec2.create_network_acl(VpcId=vpc)["NetworkAcl"]["NetworkAclId"]
        gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
        ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
        world["gateway" + suffix] = gateway
        address = ec2.allocate_address(Domain="vpc")["AllocationId"]
        world["address" + suffix] = address
        nat = ec2.create_nat_gateway(SubnetId=world["subnet_a" + suffix], AllocationId=address)
        world["nat" + suffix] = nat["NatGateway"]["NatGatewayId"]
    rule = {"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80}
    ec2.authorize_security_group_ingress(
        GroupId=world.group_app,
        IpPermissions=[{**rule, "UserIdGroupPairs": [{"GroupId": world.group_used}]}],
    )
    world["gateway_free"] = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    world["address_free"] = ec2.allocate_address(Domain="vpc")["AllocationId"]
    endpoint = ec2.create_vpc_endpoint(
        VpcId=world.vpc,
        VpcEndpointType="Interface",
        ServiceName="com.amazonaws.us-west-2.ssm",
        SubnetIds=[world.subnet_b],
        SecurityGroupIds=[world.group_app],
        PrivateDnsEnabled=True,
    )
    world["endpoint"] = endpoint["VpcEndpoint"]["VpcEndpointId"]
    interface = ec2.create_network_interface(SubnetId=world.subnet_b2, Groups=[world.group_used2])
    world["interface"] = interface["NetworkInterface"]["NetworkInterfaceId"]


def _identity(client: Clients, world: World) -> None:
    iam, kms = client("iam"), client("kms")
    world["role"] = iam.create_role(RoleName="role", AssumeRolePolicyDocument=TRUST)["Role"]["Arn"]
    world["policy"] = iam.create_policy(PolicyName="policy", PolicyDocument=POLICY)["Policy"]["Arn"]
    world["boundary"] = iam.create_policy(PolicyName="boundary", PolicyDocument=POLICY)["Policy"]["Arn"]
    iam.attach_role_policy(RoleName="role", PolicyArn=world.policy)
    iam.create_role(RoleName="bounded", AssumeRolePolicyDocument=TRUST, PermissionsBoundary=world.boundary)
    iam.create_instance_profile(InstanceProfileName="profile")
    iam.add_role_to_instance_profile(InstanceProfileName="profile", RoleName="role")
    for name in ("key", "dying", "disabled"):
        world[name] = kms.create_key(Description=name)["KeyMetadata"]["Arn"]
    kms.create_alias(AliasName="alias/key", TargetKeyId=world.key)
    kms.schedule_key_deletion(KeyId=world.dying, PendingWindowInDays=7)
    kms.disable_key(KeyId=world.disabled)
    secrets = client("secretsmanager")
    secrets.create_secret(Name="gone", SecretString="x")
    secrets.delete_secret(SecretId="gone", RecoveryWindowInDays=7)


def _data(client: Clients, world: World) -> None:
    rds, s3 = client("rds"), client("s3")
    for suffix in ("", "2"):
        rds.create_db_subnet_group(
            DBSubnetGroupName="group" + suffix,
            DBSubnetGroupDescription="db",
            SubnetIds=[world["subnet_a" + suffix], world["subnet_b" + suffix]],
        )
    for name in ("cluster-parameters", "unused"):
        rds.create_db_cluster_parameter_group(
            DBClusterParameterGroupName=name, DBParameterGroupFamily="aurora-postgresql16", Description="db"
        )
    rds.create_db_parameter_group(
        DBParameterGroupName="parameters", DBParameterGroupFamily="aurora-postgresql16", Description="db"
    )
    rds.create_db_cluster(
        DBClusterIdentifier="cluster",
        Engine="aurora-postgresql",
        MasterUsername="petclinic",
        MasterUserPassword="petclinic-secret",
        DBSubnetGroupName="group",
        DBClusterParameterGroupName="cluster-parameters",
        VpcSecurityGroupIds=[world.group_app],
    )
    rds.create_db_instance(
        DBInstanceIdentifier="instance",
        DBClusterIdentifier="cluster",
        DBInstanceClass="db.serverless",
        Engine="aurora-postgresql",
        DBParameterGroupName="parameters",
    )
    for name in ("logs", "closed"):
        s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": "us-west-2"})
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "logdelivery.elasticloadbalancing.amazonaws.com"},
        "Action": "s3:PutObject",
        "Resource": "arn:aws:s3:::logs/*",
    }
    s3.put_bucket_policy(
        Bucket="logs", Policy=json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    )


def _compute(client: Clients, world: World) -> None:
    elb, ecs, discovery, functions = (client(n) for n in ("elbv2", "ecs", "servicediscovery", "lambda"))
    balancer = elb.create_load_balancer(
        Name="balancer", Subnets=[world.subnet_a, world.subnet_b], SecurityGroups=[world.group_app]
    )
    world["balancer"] = balancer["LoadBalancers"][0]["LoadBalancerArn"]
    for name, vpc in (("target", world.vpc), ("lonely", world.vpc), ("abroad", world.vpc2)):
        group = elb.create_target_group(Name=name, Protocol="HTTP", Port=8080, VpcId=vpc, TargetType="ip")
        world[name] = group["TargetGroups"][0]["TargetGroupArn"]
    forward = [{"Type": "forward", "TargetGroupArn": world.target}]
    listener = elb.create_listener(
        LoadBalancerArn=world.balancer, Protocol="HTTP", Port=80, DefaultActions=forward
    )
    world["listener"] = listener["Listeners"][0]["ListenerArn"]
    path = [{"Field": "path-pattern", "Values": ["/app"]}]
    rule = elb.create_rule(ListenerArn=world.listener, Priority=50, Conditions=path, Actions=forward)
    world["rule"] = rule["Rules"][0]["RuleArn"]
    ecs.create_cluster(clusterName="cluster")
    container = {"name": "app", "image": "app:1", "portMappings": [{"containerPort": 8080}]}
    definition = ecs.register_task_definition(
        family="app",
        networkMode="awsvpc",
        requiresCompatibilities=["FARGATE"],
        cpu="256",
        memory="512",
        executionRoleArn=world.role,
        containerDefinitions=[container],
    )
    world["definition"] = definition["taskDefinition"]["taskDefinitionArn"]
    ecs.create_service(**service(world, "service"))
    discovery.create_http_namespace(Name="http")
    world["namespace"] = discovery.list_namespaces()["Namespaces"][0]["Id"]
    world["discovery"] = discovery.create_service(Name="app", NamespaceId=world.namespace)["Service"]["Id"]
    functions.create_function(**function(world, "function"))
    functions.publish_version(FunctionName="function")
    functions.create_alias(FunctionName="function", Name="live", FunctionVersion="1")


def _edge(client: Clients, world: World) -> None:
    gateway, waf = client("apigateway"), client("wafv2")
    world["api"] = gateway.create_rest_api(name="api")["id"]
    root = world["root"] = gateway.get_resources(restApiId=world.api)["items"][0]["id"]
    gateway.create_resource(restApiId=world.api, parentId=root, pathPart="api")
    gateway.put_method(restApiId=world.api, resourceId=root, httpMethod="GET", authorizationType="NONE")
    gateway.put_integration(restApiId=world.api, resourceId=root, httpMethod="GET", type="MOCK")
    world["deployment"] = gateway.create_deployment(restApiId=world.api)["id"]
    gateway.create_stage(restApiId=world.api, stageName="live", deploymentId=world.deployment)
    acl = waf.create_web_acl(
        Name="acl",
        Scope="REGIONAL",
        DefaultAction={"Allow": {}},
        VisibilityConfig={
            "SampledRequestsEnabled": True,
            "CloudWatchMetricsEnabled": True,
            "MetricName": "acl",
        },
    )["Summary"]
    world.update(web_acl=acl["ARN"], web_acl_id=acl["Id"], web_acl_lock=acl["LockToken"])
    waf.associate_web_acl(WebACLArn=acl["ARN"], ResourceArn=world.balancer)
    answer = waf.create_ip_set(Name="set", Scope="REGIONAL", IPAddressVersion="IPV4", Addresses=[])
    address = answer["Summary"]
    world.update(ip_set=address["ARN"], ip_set_id=address["Id"], ip_set_lock=address["LockToken"])


def service(world: World, name: str, **more: Any) -> dict[str, Any]:
    """The arguments of an ECS service in the first VPC."""
    network = {"subnets": [world.subnet_a], "securityGroups": [world.group_app]}
    return {
        "cluster": "cluster",
        "serviceName": name,
        "taskDefinition": "app",
        "desiredCount": 1,
        "launchType": "FARGATE",
        "networkConfiguration": {"awsvpcConfiguration": network},
        "loadBalancers": [{"targetGroupArn": world.target, "containerName": "app", "containerPort": 8080}],
        **more,
    }


def function(world: World, name: str, **more: Any) -> dict[str, Any]:
    """The arguments of a function in the first VPC."""
    return {
        "FunctionName": name,
        "Runtime": "python3.11",
        "Handler": "index.handler",
        "Role": world.role,
        "Code": {"ZipFile": code()},
        "VpcConfig": {"SubnetIds": [world.subnet_a], "SecurityGroupIds": [world.group_app]},
        **more,
    }
