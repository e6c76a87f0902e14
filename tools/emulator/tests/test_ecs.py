"""ECS additions."""

from __future__ import annotations

import json
import urllib.request
from typing import Any

import pytest
from botocore.exceptions import ClientError
from harness import Clients, Emulator


def prepare(client: Clients) -> dict[str, Any]:
    """Makes all that a service needs: cluster, task definition, network, target group at a load balancer."""
    ec2, elb, ecs = client("ec2"), client("elbv2"), client("ecs")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    zones = {"10.0.1.0/24": "us-west-2a", "10.0.2.0/24": "us-west-2b"}
    subnets = [
        ec2.create_subnet(VpcId=vpc, CidrBlock=cidr, AvailabilityZone=zone)["Subnet"]["SubnetId"]
        for cidr, zone in zones.items()
    ]
    security_group = ec2.create_security_group(GroupName="app", Description="app", VpcId=vpc)["GroupId"]
    group = elb.create_target_group(Name="vets", Protocol="HTTP", Port=8080, VpcId=vpc, TargetType="ip")
    balancer = elb.create_load_balancer(Name="clinic", Subnets=subnets)["LoadBalancers"][0]["LoadBalancerArn"]
    ecs.create_cluster(clusterName="clinic")
    ecs.register_task_definition(
        family="vets",
        containerDefinitions=[
            {
                "name": "application",
                "image": "vets:1",
                "memory": 512,
                "portMappings": [{"containerPort": 8080}],
            }
        ],
    )
    return {
        "target_group": group["TargetGroups"][0]["TargetGroupArn"],
        "load_balancer": balancer,
        "subnets": subnets,
        "security_group": security_group,
    }


def listen(client: Clients, parts: dict[str, Any]) -> None:
    client("elbv2").create_listener(
        LoadBalancerArn=parts["load_balancer"],
        Protocol="HTTP",
        Port=80,
        DefaultActions=[{"Type": "forward", "TargetGroupArn": parts["target_group"]}],
    )


ASKED = {
    "capacityProviderStrategy": [{"capacityProvider": "FARGATE", "weight": 1}],
    "availabilityZoneRebalancing": "ENABLED",
    "deploymentConfiguration": {"deploymentCircuitBreaker": {"enable": True, "rollback": True}},
    "enableECSManagedTags": True,
    "enableExecuteCommand": True,
    "healthCheckGracePeriodSeconds": 300,
}


def create(client: Clients, parts: dict[str, Any], asked: dict[str, Any] = ASKED) -> None:
    client("ecs").create_service(
        cluster="clinic",
        serviceName="vets",
        taskDefinition="vets",
        desiredCount=1,
        **asked,
        networkConfiguration={
            "awsvpcConfiguration": {
                "subnets": parts["subnets"],
                "securityGroups": [parts["security_group"]],
            }
        },
        loadBalancers=[
            {
                "targetGroupArn": parts["target_group"],
                "containerName": "application",
                "containerPort": 8080,
            }
        ],
    )


def described(client: Clients) -> dict[str, Any]:
    return client("ecs").describe_services(cluster="clinic", services=["vets"])["services"][0]


def test_a_service_is_kept_as_it_was_asked_for(client: Clients) -> None:
    parts = prepare(client)
    listen(client, parts)
    create(client, parts)
    service = described(client)
    assert {name: service[name] for name in ASKED} == ASKED
    assert "launchType" not in service


def test_a_service_has_what_aws_gives_it_where_it_asks_for_nothing(client: Clients) -> None:
    parts = prepare(client)
    listen(client, parts)
    create(client, parts, {"launchType": "FARGATE"})
    service = described(client)
    assert service["availabilityZoneRebalancing"] == "DISABLED"
    assert service["enableECSManagedTags"] is False
    assert service["enableExecuteCommand"] is False
    assert service["launchType"] == "FARGATE"


def test_an_update_is_kept_and_leaves_the_rest(client: Clients) -> None:
    parts = prepare(client)
    listen(client, parts)
    create(client, parts)
    client("ecs").update_service(
        cluster="clinic", service="vets", enableExecuteCommand=False, enableECSManagedTags=False
    )
    service = described(client)
    assert service["enableExecuteCommand"] is False
    assert service["enableECSManagedTags"] is False
    assert service["availabilityZoneRebalancing"] == "ENABLED"
    assert "launchType" not in service


def test_a_target_group_that_no_listener_uses_is_refused(client: Clients) -> None:
    parts = prepare(client)
    with pytest.raises(ClientError, match="does not have an associated load balancer"):
        create(client, parts)
    listen(client, parts)
    create(client, parts)


def test_a_deleted_service_drains_while_it_has_tasks(client: Clients, emulator: Emulator) -> None:
    parts = prepare(client)
    listen(client, parts)
    create(client, parts)
    service = described(client)
    task = {
        "taskArn": "task",
        "clusterArn": service["clusterArn"],
        "lastStatus": "RUNNING",
        "createdAt": 1,
    }
    definition = {
        "taskDefinitionArn": service["taskDefinition"],
        "group": f"service:{service['serviceName']}",
    }
    report(emulator, [{**task, **definition, "desiredStatus": "RUNNING"}])
    client("ecs").delete_service(cluster="clinic", service=service["serviceName"], force=True)
    assert described(client)["status"] == "DRAINING"
    report(emulator, [])
    assert described(client)["status"] == "INACTIVE"


def report(emulator: Emulator, running: list[dict[str, Any]]) -> None:
    body = json.dumps({"port": 0, "tasks": running, "services": {}, "targets": {}}).encode()
    request = urllib.request.Request(f"{emulator.url}/_emulator/tasks", data=body, method="POST")
    urllib.request.urlopen(request).close()


def test_the_newest_revision_is_listed_first_where_that_is_asked_for(client: Clients) -> None:
    prepare(client)
    ecs = client("ecs")
    containers = [{"name": "application", "image": "vets:2", "memory": 512}]
    ecs.register_task_definition(family="vets", containerDefinitions=containers)
    listed = {
        order: [
            arn.rpartition(":")[2]
            for arn in ecs.list_task_definitions(familyPrefix="vets", sort=order)["taskDefinitionArns"]
        ]
        for order in ("ASC", "DESC")
    }
    assert listed == {"ASC": ["1", "2"], "DESC": ["2", "1"]}
