"""Table of the resources that hold others, and so keep them from being deleted.

https://docs.aws.amazon.com/vpc/latest/userguide/delete-vpc.html
"""

# ruff: noqa: E501 (one row a line)

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Holder:
    """One way in which resources of a kind hold those of another. `holds` gives ids, names or ARNs."""

    kind: str
    held: str
    holds: Callable[[Any], Iterable[Any]]


def _of(*paths: str) -> Callable[[Any], Iterable[Any]]:
    """The values at dotted paths of attributes, keys and list items."""
    return lambda resource: [value for path in paths for value in _walk(resource, path.split("."))]


def _walk(value: Any, path: list[str]) -> Iterator[Any]:
    if value is None:
        return
    if isinstance(value, (list, tuple, set)):
        for item in list(value):
            yield from _walk(item, path)
    elif not path:
        yield value
    elif path[0] == "*":
        yield from _walk(list(value.values()), path[1:])
    else:
        inner = value.get(path[0]) if isinstance(value, dict) else getattr(value, path[0], None)
        yield from _walk(inner, path[1:])


def _rule_groups(group: Any) -> Iterable[str]:
    """The other groups that a group's rules name."""
    rules = [*group.ingress_rules, *group.egress_rules]
    named = (rule.source_group.get("GroupId") for rule in rules if rule.source_group)
    return [each for each in named if each and each != group.id]


def _own_interface(interface: Any) -> bool:
    """Tells whether a caller made the interface, and not a NAT gateway, which moto lets it outlive."""
    gateways = interface.ec2_backend.nat_gateways.values()
    return all(getattr(gateway, "_eni", None) is not interface for gateway in gateways)


def _own_association(address: Any) -> Iterable[str]:
    """The address, while an instance or an interface has it. moto keeps that of a NAT gateway for ever."""
    interface = address.eni
    has_interface = interface and interface.id in address.ec2_backend.enis and _own_interface(interface)
    return [address.allocation_id] if address.instance or has_interface else []


def _interface(path: str) -> Callable[[Any], Iterable[Any]]:
    return lambda interface: _of(path)(interface) if _own_interface(interface) else []


def _of_vpc(resource: Any) -> Iterable[str]:
    """The VPC that the resource keeps; none for a default or main resource, which goes with its VPC."""
    is_default = getattr(resource, "default", False) is True or getattr(resource, "is_default", False) is True
    is_main = bool(getattr(resource, "main_association_id", None))
    return [] if is_default or is_main else [resource.vpc_id]


def _named_by_rules(acl: Any) -> list[str]:
    """The ARNs in the statements of a web ACL's or rule group's rules, however deep."""
    statements = str([each.statement for each in acl.rules])
    return re.findall(r"arn:aws:wafv2:[^']+", statements)


def _itself(*names: str, name: str = "name") -> Callable[[Any], Iterable[Any]]:
    """The resource, as long as it has anything under one of the attributes."""
    return lambda resource: (
        [getattr(resource, name)] if any(getattr(resource, each, None) for each in names) else []
    )


HOLDERS = [
    *(Holder(kind, "vpc", _of_vpc) for kind in ("subnet", "security group", "network ACL", "route table")),
    *(Holder(kind, "vpc", _of("vpc_id")) for kind in ("VPC endpoint", "load balancer", "instance")),
    Holder("NAT gateway", "vpc", _of("vpc_id")),
    Holder("internet gateway", "vpc", _of("vpc.id")),
    Holder("network interface", "vpc", _interface("subnet.vpc_id")),
    Holder("network interface", "subnet", _interface("subnet.id")),
    Holder("network interface", "security group", _interface("_group_set.id")),
    Holder("instance", "subnet", _of("subnet_id")),
    Holder("instance", "security group", _of("security_groups.id")),
    Holder("NAT gateway", "subnet", _of("subnet_id")),
    Holder("NAT gateway", "elastic IP", _of("address_set.allocationId")),
    Holder("VPC endpoint", "subnet", _of("subnet_ids")),
    Holder("VPC endpoint", "security group", _of("security_group_ids")),
    Holder("load balancer", "subnet", _of("subnets.id")),
    Holder("load balancer", "security group", _of("security_groups")),
    Holder("security group", "security group", _rule_groups),
    Holder("route table", "prefix list", _of("_routes.*.destination_prefix_list.id")),
    Holder("function", "subnet", _of("_vpc_config.SubnetIds")),
    Holder("function", "security group", _of("_vpc_config.SecurityGroupIds")),
    Holder("ECS service", "subnet", _of("network_configuration.awsvpcConfiguration.subnets")),
    Holder("ECS service", "security group", _of("network_configuration.awsvpcConfiguration.securityGroups")),
    Holder("ECS service", "cluster", _of("cluster_name")),
    Holder("DB cluster", "security group", _of("vpc_security_group_ids")),
    Holder("DB instance", "security group", _of("vpc_security_group_ids")),
    Holder("DB cluster", "DB subnet group", _of("db_subnet_group_name")),
    Holder("DB instance", "DB subnet group", _of("db_subnet_group.name")),
    Holder("DB cluster", "DB cluster parameter group", _of("parameter_group")),
    Holder("DB instance", "DB parameter group", _of("db_parameter_group_name")),
    Holder("DB instance", "DB cluster", _of("db_cluster_identifier")),
    Holder("DB instance", "option group", _of("option_group_name")),
    Holder("DB cluster", "option group", _of("option_group_name")),
    Holder("listener", "target group", _of("default_actions.data.TargetGroupArn", *(f"default_actions.data.{each}" for each in ("targetGroupArn", "ForwardConfig.TargetGroups.TargetGroupArn")))),
    Holder("listener rule", "target group", _of("actions.data.TargetGroupArn", "actions.data.ForwardConfig.TargetGroups.TargetGroupArn")),
    Holder("listener", "certificate", _of("certificates", "certificate")),
    Holder("domain name", "certificate", _of("certificate_arn", "regional_certificate_arn")),
    Holder("role", "policy", _of("managed_policies.*.arn", "permissions_boundary_arn")),
    Holder("user", "policy", _of("managed_policies.*.arn")),
    Holder("policy", "policy", lambda policy: [policy.arn] if len(policy.versions) > 1 else []),
    Holder("group", "group", _itself("users", "managed_policies", "policies")),
    Holder("user", "user", _itself("access_keys", "managed_policies", "policies", "password", "mfa_devices")),
    Holder("group", "user", _of("users.name")),
    Holder("route table", "route table", _itself("main_association_id", "_associations", name="id")),
    Holder("elastic IP", "elastic IP", _own_association),
    Holder("usage plan", "usage plan", _itself("api_stages", name="id")),
    Holder("instance profile", "role", _of("roles.arn")),
    Holder("Cloud Map service", "namespace", _of("namespace_id")),
    Holder("API stage", "API deployment", _of("deployment_id")),
    Holder("API resource", "authorizer", _of("resource_methods.*.authorizer_id")),
    Holder("API resource", "request validator", _of("resource_methods.*.request_validator_id")),
    Holder("API resource", "VPC link", _of("resource_methods.*.method_integration.connection_id")),
    Holder("base path mapping", "domain name", _of("domain_name")),
    Holder("base path mapping", "REST API", _of("rest_api_id")),
    Holder("usage plan", "REST API", _of("api_stages.apiId")),
    *(Holder(kind, held, _named_by_rules) for kind in ("web ACL", "rule group") for held in ("IP set", "regex pattern set", "rule group")),
    Holder("mount target", "file system", _of("file_system_id")),
    Holder("mount target", "subnet", _of("subnet_id")),
    Holder("mount target", "security group", _of("security_groups")),
    Holder("access point", "file system", _of("file_system_id")),
    Holder("cache cluster", "cache subnet group", _of("cache_subnet_group_name")),
    Holder("cache cluster", "security group", _of("security_group_ids")),
    Holder("Auto Scaling group", "launch configuration", _of("launch_config.name")),
]  # fmt: skip
"""Subnets and groups that the network interfaces of a function or a load balancer hold in AWS: here it does itself."""
