"""Additions to Elastic Load Balancing."""

from __future__ import annotations

from typing import Any

import pytest
from harness import Clients


@pytest.mark.parametrize(("asked", "scheme"), [({}, "internet-facing"), ({"Scheme": "internal"}, "internal")])
def test_a_load_balancer_faces_the_internet_unless_it_is_internal(
    client: Clients, asked: dict[str, Any], scheme: str
) -> None:
    ec2 = client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    subnets = [
        ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.0.{i}.0/24", AvailabilityZone=f"us-west-2{zone}")[
            "Subnet"
        ]
        for i, zone in enumerate("ab")
    ]
    client("elbv2").create_load_balancer(
        Name="main", Subnets=[subnet["SubnetId"] for subnet in subnets], **asked
    )
    [found] = client("elbv2").describe_load_balancers(Names=["main"])["LoadBalancers"]
    assert found["Scheme"] == scheme
