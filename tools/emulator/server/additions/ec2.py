"""EC2: what the provider reads back of security groups."""

from __future__ import annotations

from inspect import signature
from typing import Any

from moto.ec2.models import EC2Backend
from moto.ec2.models.security_groups import SecurityGroupBackend, SecurityGroupRule

from .patching import Function, mend


@mend(SecurityGroupRule, "__init__")
def authorize_security_group(original: Function, rule: SecurityGroupRule, *args: Any, **kwargs: Any) -> None:
    """AuthorizeSecurityGroupIngress/Egress: stock moto drops all but the id of a prefix list."""
    original(rule, *args, **kwargs)
    prefix_list = signature(original).bind(rule, *args, **kwargs).arguments.get("prefix_list_id")
    rule.prefix_list_description = (prefix_list or {}).get("Description")


@mend(SecurityGroupRule, "description")
def describe_security_group_rules(original: Function, rule: SecurityGroupRule) -> str | None:
    """DescribeSecurityGroupRules: stock moto shows the description of a CIDR range only."""
    return original(rule) or rule.source_group.get("Description") or rule.prefix_list_description


@mend(SecurityGroupBackend, "modify_security_group_rules")
def modify_security_group_rules(
    original: Function, backend: EC2Backend, group_id: str, rules: dict[str, dict[str, Any]]
) -> None:
    """ModifySecurityGroupRules: stock moto leaves group, prefix list and IPv6 range of a rule."""
    original(backend, group_id, rules)
    group = backend.get_security_group_by_name_or_id(group_id)
    for rule_id, asked in rules.items():
        rule = group.get_rule(rule_id)
        description = {"Description": asked["Description"]} if "Description" in asked else {}
        if "ReferencedGroupId" in asked:
            rule.ip_range = {}
            rule.source_group = {**rule.source_group, "GroupId": asked["ReferencedGroupId"], **description}
        elif "PrefixListId" in asked:
            rule.ip_range = {}
            rule.prefix_list_id = asked["PrefixListId"]
            rule.prefix_list_description = asked.get("Description", rule.prefix_list_description)
        elif "CidrIpv6" in asked:
            rule.ip_range = {**rule.ip_range, "CidrIpv6": asked["CidrIpv6"]}
