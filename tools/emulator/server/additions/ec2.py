"""EC2: what the provider reads back of security groups."""

from __future__ import annotations

from inspect import signature
from typing import Any

from moto.ec2.models.security_groups import SecurityGroupRule

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
