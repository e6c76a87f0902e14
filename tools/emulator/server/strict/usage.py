"""Refusals to delete resources that are in use."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from ..identify import Call
from ..operations import Place
from .holders import HOLDERS
from .inventory import KINDS, backend
from .references import resolve
from .refusal import Refusal, error_of, invalid

_DELETES = re.compile(r"(Delete|Release|Detach|Deregister)[A-Z]")


_OPERATIONS = {
    "ec2:DeleteVpc.VpcId": "vpc",
    "ec2:DeleteSubnet.SubnetId": "subnet",
    "ec2:DeleteSecurityGroup.GroupId": "security group",
    "ec2:DeleteRouteTable.RouteTableId": "route table",
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
    "iam:DeleteGroup.GroupName": "group",
    "iam:DeleteUser.UserName": "user",
    "servicediscovery:DeleteNamespace.Id": "namespace",
    "apigateway:DeleteDeployment.deploymentId": "API deployment",
    "apigateway:DeleteAuthorizer.authorizerId": "authorizer",
    "apigateway:DeleteRequestValidator.requestValidatorId": "request validator",
    "apigateway:DeleteVpcLink.vpcLinkId": "VPC link",
    "apigateway:DeleteDomainName.domainName": "domain name",
    "apigateway:DeleteRestApi.restApiId": "REST API",
    "apigateway:DeleteUsagePlan.usagePlanId": "usage plan",
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
    "apigateway:DeleteUsagePlan": "BadRequestException",
    "elbv2:DeleteRule": "OperationNotPermitted",
    "ecs:DeleteCluster": "ClusterContainsServicesException",
    "rds:DeleteDBSubnetGroup": "InvalidDBSubnetGroupStateFault",
    "rds:DeleteOptionGroup": "InvalidOptionGroupStateFault",
    "rds:DeleteDBClusterParameterGroup": "InvalidDBParameterGroupState",
    "rds:DeleteDBParameterGroup": "InvalidDBParameterGroupState",
    "rds:DeleteDBCluster": "InvalidDBClusterStateFault",
}


def check(call: Call, place: Place, given: dict[str, Any]) -> Refusal | None:
    """The reason why AWS does not delete something yet; None where nothing stands in the way."""
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


def _default_rule(place: Place, given: dict[str, Any]) -> str | None:
    rule = KINDS["listener rule"].find(place, given.get("RuleArn", ""))
    return f"Default rule '{rule.arn}' cannot be deleted" if rule and rule.is_default else None


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
    "elbv2:DeleteRule": (_default_rule,),
    "ec2:DetachInternetGateway": (_mapped_addresses,),
    "servicediscovery:DeleteService": (_registered_instances,),
}
"""Uses that no attribute of another resource tells."""
