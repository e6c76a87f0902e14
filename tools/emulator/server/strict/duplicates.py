"""Resources that have to be unique in AWS, and that moto takes twice."""

# ruff: noqa: E501 (one row a line)

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..identify import Call
from ..operations import Place
from .inventory import KINDS
from .refusal import Refusal

Given = dict[str, Any]


@dataclass(frozen=True)
class Unique:
    """Refuses a call for a key that another resource of the kind has.

    A key with a None in it clashes with none. `asked` and `taken` give a key, or a list of keys.
    """

    kind: str
    asked: Callable[[Given], tuple[Any, ...] | list[tuple[Any, ...]]]
    taken: Callable[[Any], tuple[Any, ...] | list[tuple[Any, ...]]]
    code: str
    message: str
    """Message of the error; `{0}`, `{1}` stand for the parts of the key."""


def _last(name: str | None) -> str:
    """The name in a name or an ARN."""
    return (name or "default").rsplit("/", 1)[-1]


def _private_name(endpoint: Any) -> tuple[Any, ...]:
    return (endpoint.vpc_id, endpoint.service_name if endpoint.private_dns_enabled else None)


def _asked_private_name(given: Given) -> tuple[Any, ...]:
    interface = given.get("VpcEndpointType") == "Interface"
    private = interface and str(given.get("PrivateDnsEnabled", True)).lower() == "true"
    return (given["VpcId"], given.get("ServiceName") if private else None)


def _asked_routes(given: Given) -> list[tuple[Any, ...]]:
    """Services and route tables of a gateway endpoint."""
    return [(given.get("ServiceName"), each) for each in given.get("RouteTableIds") or []]


def _routes(endpoint: Any) -> list[tuple[Any, ...]]:
    return [(endpoint.service_name, each) for each in endpoint.route_table_ids or []]


def _asked_private_zone(given: Given) -> tuple[Any, ...]:
    return (given["Name"].rstrip(".").lower(), (given.get("VPC") or {}).get("VPCId"))


def _function_name(given: Given) -> str:
    """The function's name in a name or an ARN."""
    name: str = given["FunctionName"]
    return name.split(":")[6] if name.startswith("arn:") else name.split(":")[0]


def _statements(function: Any) -> list[tuple[Any, ...]]:
    """The ids of a function's policy, each with the alias or version that it is about."""
    return [
        (function.function_name, each.get("Sid"), ":".join(str(each.get("Resource")).split(":")[7:]))
        for each in function.policy.statements
    ]


def _web_filter(kind: str) -> Unique:
    return Unique(
        kind,
        lambda given: (given["Name"], "global" if given["Scope"] == "CLOUDFRONT" else "regional"),
        lambda each: (each.name, each.arn.split(":")[5].split("/")[0]),
        "WAFDuplicateItemException",
        "AWS WAF couldn't perform the operation because some resource in your request is a duplicate of an "
        "existing one.",
    )


UNIQUE: dict[str, Unique | tuple[Unique, ...]] = {
    "elbv2:CreateListener": Unique("listener", lambda given: (given["LoadBalancerArn"], str(given.get("Port"))), lambda listener: (listener.load_balancer_arn, str(listener.port)), "DuplicateListener", "A listener already exists on this port for this load balancer '{0}'"),
    "elbv2:CreateLoadBalancer": Unique("load balancer", lambda given: (given["Name"],), lambda balancer: (balancer.name,), "DuplicateLoadBalancerName", "A load balancer with the same name '{0}' exists, but with different settings"),
    "ecs:CreateService": Unique("ECS service", lambda given: (_last(given.get("cluster")), given["serviceName"]), lambda service: (service.cluster_name, service.name), "InvalidParameterException", "Creation of service was not idempotent."),
    "servicediscovery:CreateService": Unique("Cloud Map service", lambda given: (given.get("NamespaceId") or (given.get("DnsConfig") or {}).get("NamespaceId"), given["Name"].lower()), lambda service: (service.namespace_id, service.name.lower()), "ServiceAlreadyExists", "Service already exists: {1}"),
    "servicediscovery:CreateHttpNamespace": Unique("namespace", lambda given: (given["Name"].lower(), "HTTP"), lambda namespace: (namespace.name.lower(), namespace.type), "NamespaceAlreadyExists", "Namespace already exists: {0}"),
    "servicediscovery:CreatePrivateDnsNamespace": Unique("namespace", lambda given: (given["Name"].lower(), given["Vpc"]), lambda namespace: (namespace.name.lower(), namespace.vpc), "NamespaceAlreadyExists", "The VPC {1} has already a namespace {0}"),
    "apigateway:CreateResource": Unique("API resource", lambda given: (given["restApiId"], given["parentId"], given["pathPart"]), lambda resource: (resource.api_id, resource.parent_id, resource.path_part), "ConflictException", "Another resource with the same parent already has this name: {2}"),
    "apigateway:PutMethod": Unique("API resource", lambda given: (given["restApiId"], given["resourceId"], given["httpMethod"]), lambda resource: [(resource.api_id, resource.id, each) for each in resource.resource_methods], "ConflictException", "Method already exists for this resource"),
    "apigateway:PutMethodResponse": Unique("API resource", lambda given: (given["restApiId"], given["resourceId"], given["httpMethod"], given["statusCode"]), lambda resource: [(resource.api_id, resource.id, name, status) for name, method in resource.resource_methods.items() for status in method.method_responses], "ConflictException", "Response already exists for this resource"),
    "apigateway:CreateBasePathMapping": Unique("base path mapping", lambda given: (given["domainName"], given.get("basePath") or "(none)"), lambda mapping: (mapping.domain_name, mapping.base_path or "(none)"), "ConflictException", "Base path already exists for this domain name"),
    "ec2:CreateVpcEndpoint": (
        Unique("VPC endpoint", _asked_private_name, _private_name, "InvalidParameter", "private-dns-enabled cannot be set because there is already a conflicting DNS domain for {1} in the " "VPC {0}"),
        Unique("VPC endpoint", _asked_routes, _routes, "RouteAlreadyExists", "route table {1} already has a route with destination-prefix-list-id of {0}"),
    ),
    "ec2:CreateNetworkInterface": Unique("network interface", lambda given: (given.get("SubnetId"), given.get("PrivateIpAddress")), lambda each: (each.subnet.id, each.private_ip_address), "InvalidIPAddress.InUse", "The specified address {1} is already in use."),
    "ec2:AssociateRouteTable": Unique("route table", lambda given: (given.get("SubnetId"),), lambda table: [(subnet,) for subnet in table._associations.values()], "Resource.AlreadyAssociated", "the specified association for the subnet {0} conflicts with an existing association"),
    "ec2:AttachInternetGateway": Unique("internet gateway", lambda given: (given["VpcId"],), lambda gateway: (gateway.vpc and gateway.vpc.id,), "InvalidParameterValue", "Network {0} already has an internet gateway attached"),
    "ec2:CreateNatGateway": Unique("NAT gateway", lambda given: (given.get("AllocationId"),), lambda gateway: (next((each.get("allocationId") for each in gateway.address_set), None),), "Resource.AlreadyAssociated", "resource {0} is already associated"),
    "iam:AddRoleToInstanceProfile": Unique("instance profile", lambda given: (given["InstanceProfileName"], True), lambda profile: (profile.name, bool(profile.roles)), "LimitExceeded", "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1"),
    "lambda:AddPermission": Unique("function", lambda given: (_function_name(given), given["StatementId"], given.get("Qualifier") or ""), _statements, "ResourceConflictException", "The statement id ({1}) provided already exists. Please provide a new statement id, or remove the " "existing statement."),
    "lambda:CreateFunctionUrlConfig": Unique("function", lambda given: (_function_name(given), given.get("Qualifier") or ""), lambda function: (function.function_name, "" if function.url_config else None), "ResourceConflictException", "The function url config already exists for {0}"),
    "lambda:CreateAlias": Unique("function alias", lambda given: (_function_name(given), given["Name"]), lambda alias: (alias.arn.split(":")[6], alias.name), "ResourceConflictException", "Alias already exists: {1}"),
    "lambda:CreateEventSourceMapping": Unique("event source mapping", lambda given: (given.get("EventSourceArn"), given["FunctionName"].rsplit(":", 1)[-1]), lambda mapping: (mapping.event_source_arn, mapping.function_arn.rsplit(":", 1)[-1]), "ResourceConflictException", "An event source mapping with {0} and function {1} already exists."),
    "wafv2:CreateWebACL": _web_filter("web ACL"),
    "wafv2:CreateIPSet": _web_filter("IP set"),
    "wafv2:CreateRuleGroup": _web_filter("rule group"),
    "wafv2:CreateRegexPatternSet": _web_filter("regex pattern set"),
    "efs:CreateMountTarget": Unique("mount target", lambda given: (given["FileSystemId"], given["SubnetId"]), lambda target: (target.file_system_id, target.subnet_id), "MountTargetConflict", "mount target already exists in this AZ"),
    "rds:CreateDBSubnetGroup": Unique("DB subnet group", lambda given: (given["DBSubnetGroupName"].lower(),), lambda group: (group.name,), "DBSubnetGroupAlreadyExists", "The DB subnet group '{0}' already exists."),
    "apigateway:CreateModel": Unique("REST API", lambda given: (given["restApiId"], given["name"]), lambda api: [(api.id, each) for each in api.models], "ConflictException", "Model name already exists for this REST API"),
    "apigateway:CreateUsagePlanKey": Unique("usage plan key", lambda given: (given["usagePlanId"], given["keyId"]), lambda key: (key.plan, key.id), "ConflictException", "Usage Plan {0} cannot be added because the API Key {1} has it already"),
    "route53:CreateHostedZone": (
        Unique("hosted zone", lambda given: (given["CallerReference"],), lambda zone: (zone.caller_reference,), "HostedZoneAlreadyExists", "A hosted zone has already been created with the specified caller reference."),
        Unique("hosted zone", _asked_private_zone, lambda zone: [(zone.name.rstrip(".").lower(), each["vpc_id"]) for each in zone.vpcs], "ConflictingDomainExists", "The VPC {1} is already associated with another hosted zone with the same domain name"),
    ),
    "apigateway:CreateDomainName": Unique("domain name", lambda given: (given["domainName"],), lambda domain: (domain.domain_name,), "ConflictException", "The domain name you provided already exists."),
}  # fmt: skip


def check(call: Call, place: Place, given: Given) -> Refusal | None:
    """The reason why AWS does not make another resource; None for a new one."""
    rows = UNIQUE.get(call.name) or ()
    for unique in rows if isinstance(rows, tuple) else (rows,):
        asked = [key for key in _keys(unique.asked(given)) if None not in key]
        for each in KINDS[unique.kind].objects(place) if asked else ():
            clash = next((key for key in _keys(unique.taken(each)) if key in asked), None)
            if clash is not None:
                return Refusal(unique.code, unique.message.format(*clash))
    return None


def _keys(keys: tuple[Any, ...] | list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return keys if isinstance(keys, list) else [keys]
