"""What is in use cannot be deleted: which kinds of resources hold which others.

https://docs.aws.amazon.com/vpc/latest/userguide/delete-vpc.html
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from ..identify import Call
from ..operations import Place
from .inventory import KINDS, backend
from .references import resolve
from .refusal import Refusal, error_of, invalid

_DELETES = re.compile(r"(Delete|Release|Detach|Deregister)[A-Z]")


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
    """Whether somebody made it, rather than a NAT gateway, which moto lets it outlive."""
    gateways = interface.ec2_backend.nat_gateways.values()
    return all(getattr(gateway, "_eni", None) is not interface for gateway in gateways)


def _interface(path: str) -> Callable[[Any], Iterable[Any]]:
    return lambda interface: _of(path)(interface) if _own_interface(interface) else []


def _of_vpc(resource: Any) -> Iterable[str]:
    """The VPC of what does not go with it."""
    is_default = getattr(resource, "default", False) is True or getattr(resource, "is_default", False) is True
    is_main = bool(getattr(resource, "main_association_id", None))
    return [] if is_default or is_main else [resource.vpc_id]


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
    Holder("DB instance", "DB subnet group", _of("db_subnet_group_name")),
    Holder("DB cluster", "DB cluster parameter group", _of("parameter_group")),
    Holder("DB instance", "DB parameter group", _of("db_parameter_group_name")),
    Holder("DB instance", "DB cluster", _of("db_cluster_identifier")),
    Holder("DB instance", "option group", _of("option_group_name")),
    Holder("DB cluster", "option group", _of("option_group_name")),
    Holder(
        "listener",
        "target group",
        _of(
            "default_actions.data.TargetGroupArn",
            *(
                f"default_actions.data.{each}"
                for each in ("targetGroupArn", "ForwardConfig.TargetGroups.TargetGroupArn")
            ),
        ),
    ),
    Holder(
        "listener rule",
        "target group",
        _of("actions.data.TargetGroupArn", "actions.data.ForwardConfig.TargetGroups.TargetGroupArn"),
    ),
    Holder("listener", "certificate", _of("certificates", "certificate")),
    Holder("domain name", "certificate", _of("certificate_arn", "regional_certificate_arn")),
    Holder("role", "policy", _of("managed_policies.*.arn", "permissions_boundary_arn")),
    Holder("user", "policy", _of("managed_policies.*.arn")),
    Holder("instance profile", "role", _of("roles.arn")),
    Holder("Cloud Map service", "namespace", _of("namespace_id")),
    Holder("API stage", "API deployment", _of("deployment_id")),
    Holder("API resource", "authorizer", _of("resource_methods.*.authorizer_id")),
    Holder("API resource", "request validator", _of("resource_methods.*.request_validator_id")),
    Holder("API resource", "VPC link", _of("resource_methods.*.method_integration.connection_id")),
    Holder("base path mapping", "domain name", _of("domain_name")),
    Holder("base path mapping", "REST API", _of("rest_api_id")),
    Holder("usage plan", "REST API", _of("api_stages.apiId")),
    Holder("web ACL", "IP set", _of("rules.Statement.IPSetReferenceStatement.ARN")),
    Holder("web ACL", "rule group", _of("rules.Statement.RuleGroupReferenceStatement.ARN")),
    Holder("web ACL", "regex pattern set", _of("rules.Statement.RegexPatternSetReferenceStatement.ARN")),
    Holder("mount target", "file system", _of("file_system_id")),
    Holder("mount target", "subnet", _of("subnet_id")),
    Holder("mount target", "security group", _of("security_groups")),
    Holder("access point", "file system", _of("file_system_id")),
    Holder("cache cluster", "cache subnet group", _of("cache_subnet_group_name")),
    Holder("cache cluster", "security group", _of("security_group_ids")),
    Holder("Auto Scaling group", "launch configuration", _of("launch_config.name")),
]
"""In AWS a function's or a load balancer's network interfaces hold its subnets and groups: here it does itself."""

_OPERATIONS = {
    "ec2:DeleteVpc.VpcId": "vpc",
    "ec2:DeleteSubnet.SubnetId": "subnet",
    "ec2:DeleteSecurityGroup.GroupId": "security group",
    "ec2:ReleaseAddress.AllocationId": "elastic IP",
    "ec2:DeleteManagedPrefixList.PrefixListId": "prefix list",
    "ecs:DeleteCluster.cluster": "cluster",
    "rds:DeleteDBSubnetGroup.DBSubnetGroupName": "DB subnet group",
    "rds:DeleteDBClusterParameterGroup.DBClusterParameterGroupName": "DB cluster parameter group",
    "rds:DeleteDBParameterGroup.DBParameterGroupName": "DB parameter group",
    "rds:DeleteOptionGroup.OptionGroupName": "option group",
    "rds:DeleteDBCluster.DBClusterIdentifier": "DB cluster",
    "elbv2:DeleteTargetGroup.TargetGroupArn": "target group",
    "acm:DeleteCertificate.CertificateArn": "certificate",
    "iam:DeletePolicy.PolicyArn": "policy",
    "servicediscovery:DeleteNamespace.Id": "namespace",
    "apigateway:DeleteDeployment.deploymentId": "API deployment",
    "apigateway:DeleteAuthorizer.authorizerId": "authorizer",
    "apigateway:DeleteRequestValidator.requestValidatorId": "request validator",
    "apigateway:DeleteVpcLink.vpcLinkId": "VPC link",
    "apigateway:DeleteDomainName.domainName": "domain name",
    "apigateway:DeleteRestApi.restApiId": "REST API",
    "wafv2:DeleteIPSet.Id": "IP set",
    "wafv2:DeleteRuleGroup.Id": "rule group",
    "wafv2:DeleteRegexPatternSet.Id": "regex pattern set",
    "efs:DeleteFileSystem.FileSystemId": "file system",
    "elasticache:DeleteCacheSubnetGroup.CacheSubnetGroupName": "cache subnet group",
    "autoscaling:DeleteLaunchConfiguration.LaunchConfigurationName": "launch configuration",
}
"""Deletions, by the member that names what goes."""
_DELETED = {name.split(".")[0]: (name.split(".")[1], kind) for name, kind in _OPERATIONS.items()}

_CODES = {
    "ec2:ReleaseAddress": "InvalidIPAddress.InUse",
    "apigateway:DeleteDeployment": "BadRequestException",
    "apigateway:DeleteRestApi": "BadRequestException",
    "ecs:DeleteCluster": "ClusterContainsServicesException",
    "rds:DeleteDBSubnetGroup": "InvalidDBSubnetGroupStateFault",
    "rds:DeleteOptionGroup": "InvalidOptionGroupStateFault",
    "rds:DeleteDBClusterParameterGroup": "InvalidDBParameterGroupState",
    "rds:DeleteDBParameterGroup": "InvalidDBParameterGroupState",
    "rds:DeleteDBCluster": "InvalidDBClusterStateFault",
}


def check(call: Call, place: Place, given: dict[str, Any]) -> Refusal | None:
    """Why AWS does not delete something yet; None where nothing stands in the way."""
    if not _DELETES.match(call.operation.name):
        return None
    for holds in _EXTRA.get(call.name, ()):
        reason = holds(place, given)
        if reason is not None:
            return Refusal(_code(call), reason)
    member, kind = _DELETED.get(call.name, ("", ""))
    target = resolve(place, kind, given[member]) if given.get(member) else None
    if target is None:
        return None
    names = {getattr(target, name, None) for name in KINDS[kind].names} - {None}
    for holder in HOLDERS:
        if holder.held != kind:
            continue
        for each in KINDS[holder.kind].objects(place):
            if names.intersection(holder.holds(each)):
                return Refusal(_code(call), _words(call, kind, given[member], holder.kind, each))
    return None


def _code(call: Call) -> str:
    if call.name in _CODES:
        return _CODES[call.name]
    stems = (
        "InUse",
        "DeleteConflict",
        "Contains",
        "AssociatedItem",
        "InvalidState",
        "Conflict",
        "BadRequest",
    )
    return "DependencyViolation" if call.protocol == "ec2" else error_of(call, *stems) or invalid(call)


def _words(call: Call, kind: str, name: str, holder: str, by: Any) -> str:
    user = getattr(by, KINDS[holder].names[0], "")
    if call.protocol == "ec2":
        return f"resource {name} has a dependent object: {holder} {user}"
    return f"The {kind} '{name}' is in use by the {holder} '{user}'"


def _aliased_version(place: Place, given: dict[str, Any]) -> str | None:
    """https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunction.html"""
    version = given.get("Qualifier")
    function = resolve(place, "function", given["FunctionName"])
    if not version or function is None:
        return None
    arn = ":".join(function.function_arn.split(":")[:7])
    for alias in list(backend(place, "lambda")._lambdas._aliases[arn].values()):
        routed = ((alias.routing_config or {}).get("AdditionalVersionWeights") or {}).keys()
        if version in (alias.function_version, *routed):
            return f"Version {version} is referenced by the alias {alias.name}"
    return None


def _associated_web_acl(place: Place, given: dict[str, Any]) -> str | None:
    acl = KINDS["web ACL"].find(place, given.get("Id", ""))
    return (
        f"The web ACL '{acl.name}' is associated with resources" if acl and acl.associated_resources else None
    )


def _mapped_addresses(place: Place, given: dict[str, Any]) -> str | None:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DetachInternetGateway.html"""
    gateways = (
        each.vpc_id for each in KINDS["NAT gateway"].objects(place) if each.connectivity_type != "private"
    )
    if given.get("VpcId") in gateways:
        return f"Network {given['VpcId']} has some mapped public address(es)."
    return None


def _registered_instances(place: Place, given: dict[str, Any]) -> str | None:
    service = KINDS["Cloud Map service"].find(place, given.get("Id", ""))
    return (
        f"The service '{service.name}' contains registered instances"
        if service and service.instances
        else None
    )


_EXTRA: dict[str, tuple[Callable[[Place, dict[str, Any]], str | None], ...]] = {
    "lambda:DeleteFunction": (_aliased_version,),
    "wafv2:DeleteWebACL": (_associated_web_acl,),
    "ec2:DetachInternetGateway": (_mapped_addresses,),
    "servicediscovery:DeleteService": (_registered_instances,),
}
"""Uses that no attribute of another resource tells."""
