"""EC2 additions."""

from __future__ import annotations

from typing import Any

import pytest
from harness import Clients


def by_group(client: Clients, group: str) -> dict[str, Any]:
    return {"UserIdGroupPairs": [{"GroupId": group, "Description": "from the load balancer"}]}


def by_prefix_list(client: Clients, group: str) -> dict[str, Any]:
    lists = client("ec2").describe_managed_prefix_lists()["PrefixLists"]
    return {
        "PrefixListIds": [{"PrefixListId": lists[0]["PrefixListId"], "Description": "from the load balancer"}]
    }


def by_cidr(client: Clients, group: str) -> dict[str, Any]:
    return {"IpRanges": [{"CidrIp": "10.0.0.0/16", "Description": "from the load balancer"}]}


@pytest.mark.parametrize("source", [by_cidr, by_group, by_prefix_list])
def test_security_group_rules_keep_their_description(source: Any, client: Clients) -> None:
    ec2 = client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    group = ec2.create_security_group(GroupName="app", Description="app", VpcId=vpc)["GroupId"]
    permission = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, **source(client, group)}
    ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[permission])
    filters = [{"Name": "group-id", "Values": [group]}]
    rules = ec2.describe_security_group_rules(Filters=filters)["SecurityGroupRules"]
    assert [rule["Description"] for rule in rules if not rule["IsEgress"]] == ["from the load balancer"]


def test_a_changed_rule_has_its_new_group(client: Clients) -> None:
    ec2 = client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    first, second = (
        ec2.create_security_group(GroupName=name, Description=name, VpcId=vpc)["GroupId"] for name in "ab"
    )
    ports = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443}
    made = ec2.authorize_security_group_ingress(
        GroupId=first, IpPermissions=[{**ports, **by_group(client, first)}]
    )
    rule = made["SecurityGroupRules"][0]["SecurityGroupRuleId"]
    changed = {**ports, "FromPort": 80, "ReferencedGroupId": second, "Description": "new"}
    ec2.modify_security_group_rules(
        GroupId=first, SecurityGroupRules=[{"SecurityGroupRuleId": rule, "SecurityGroupRule": changed}]
    )
    (read,) = ec2.describe_security_group_rules(SecurityGroupRuleIds=[rule])["SecurityGroupRules"]
    assert read["ReferencedGroupInfo"]["GroupId"] == second
    assert (read["FromPort"], read["Description"]) == (80, "new")
    assert "CidrIpv4" not in read
