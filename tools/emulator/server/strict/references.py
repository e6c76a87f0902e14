"""What a call refers to has to be there, in the caller's account and region, usable, and in one VPC.

References are told by the form of a value, an id of EC2 or an ARN, and else by the name of the member that holds it.
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..identify import Call
from ..operations import Place
from .inventory import KINDS, backend
from .refusal import Refusal, error_of, invalid

WRITES = re.compile(
    r"(Create|Put|Update|Modify|Register|Attach|Associate|Add|Authorize|Set|Replace|Run|Enable|Start|Request"
    r"|Change|Restore|Allocate|Import|Assign)[A-Z]"
)
_DATA = {
    *("dynamodb:PutItem", "dynamodb:UpdateItem", "s3:PutObject", "sqs:SetQueueAttributes"),
    *("events:PutEvents", "logs:PutLogEvents", "cloudwatch:PutMetricData", "ssm:PutParameter"),
}
"""Calls that store text without a look at it."""
_FREE = frozenset(
    ["Tags", "tags", "TagSpecifications", "Environment", "environment", "environmentFiles", "valueFrom", "SecretString", "Item", "Value", "value", "Values", "Description", "description", "Attributes", "attributes", "Metadata", "stageVariables", "variables", "requestParameters", "requestTemplates", "InputParameters", "logConfiguration", "AlarmActions", "OKActions", "InsufficientDataActions", "SourceArn", "ClientToken", "CallerReference", "CreatorRequestId", "IpAddress", "Resources", "NotResources"]
)
"""Members that AWS keeps without looking anything up in them."""
UNVERIFIED = {
    *("events:PutTargets.Arn", "sns:Subscribe.Endpoint", "s3:PutBucketEncryption.KMSMasterKeyID"),
    *("sns:CreateTopic.KmsMasterKeyId", "ecs:RegisterTaskDefinition.fileSystemId"),
}
"""Single members that the service's page says, or shows, to be stored unverified."""

_IDS = {
    "vpc": "vpc",
    "subnet": "subnet",
    "sg": "security group",
    "rtb": "route table",
    "acl": "network ACL",
    "igw": "internet gateway",
    "nat": "NAT gateway",
    "vpce": "VPC endpoint",
    "eni": "network interface",
    "eipalloc": "elastic IP",
    "i": "instance",
    "pl": "prefix list",
    "lt": "launch template",
    "pcx": "VPC peering connection",
    "eigw": "egress-only gateway",
    "tgw": "transit gateway",
    "vol": "volume",
    "fs": "file system",
    "fsap": "access point",
}
_ID = re.compile(rf"({'|'.join(_IDS)})-[0-9a-f]{{8,17}}")
_ARNS = {
    "iam:role/": "role",
    "iam:policy/": "policy",
    "iam:instance-profile/": "instance profile",
    "kms:key/": "KMS key",
    "kms:alias/": "KMS key",
    "acm:certificate/": "certificate",
    "elasticloadbalancing:loadbalancer/": "load balancer",
    "elasticloadbalancing:targetgroup/": "target group",
    "elasticloadbalancing:listener/": "listener",
    "elasticloadbalancing:listener-rule/": "listener rule",
    "ecs:cluster/": "cluster",
    "ecs:task-definition/": "task definition",
    "lambda:function:": "function",
    "logs:log-group:": "log group",
    "sns:": "topic",
    "sqs:": "queue",
    "secretsmanager:secret:": "secret",
    "dynamodb:table/": "table",
    "s3:::": "bucket",
    "servicediscovery:service/": "Cloud Map service",
    "servicediscovery:namespace/": "namespace",
    "wafv2:regional/webacl/": "web ACL",
    "wafv2:global/webacl/": "web ACL",
    "wafv2:regional/ipset/": "IP set",
    "wafv2:global/ipset/": "IP set",
    "wafv2:regional/rulegroup/": "rule group",
    "wafv2:regional/regexpatternset/": "regex pattern set",
    "elasticfilesystem:file-system/": "file system",
    "elasticfilesystem:access-point/": "access point",
    "backup:backup-vault:": "backup vault",
    "states:stateMachine:": "state machine",
    "kinesis:stream/": "data stream",
    "firehose:deliverystream/": "delivery stream",
}
_ARN = re.compile(r"arn:aws:([a-z0-9-]+):([a-z0-9-]*):(\d{12}|aws|):([^*?$]+)")

_MEMBERS = {
    "rds.DBSubnetGroupName": "DB subnet group",
    "rds.DBParameterGroupName": "DB parameter group",
    "rds.DBClusterParameterGroupName": "DB cluster parameter group",
    "rds.DBInstanceParameterGroupName": "DB parameter group",
    "rds.OptionGroupName": "option group",
    "rds.DBClusterIdentifier": "DB cluster",
    "rds.S3BucketName": "bucket",
    "ecs.cluster": "cluster",
    "ecs.capacityProvider": "capacity provider",
    "ecs.capacityProviders": "capacity provider",
    "elasticache.CacheSubnetGroupName": "cache subnet group",
    "autoscaling.LaunchConfigurationName": "launch configuration",
    "autoscaling.LaunchTemplateName": "launch template",
    "autoscaling.KeyName": "key pair",
    "autoscaling.IamInstanceProfile": "instance profile",
    "ec2.KeyName": "key pair",
    "ec2.LaunchTemplateName": "launch template",
    "servicediscovery.NamespaceId": "namespace",
    "servicediscovery.ServiceId": "Cloud Map service",
    "apigateway.authorizerId": "authorizer",
    "apigateway.requestValidatorId": "request validator",
    "apigateway.vpcLinkId": "VPC link",
    "apigateway.connectionId": "VPC link",
    "apigateway.deploymentId": "API deployment",
    "backup.TargetBackupVaultName": "backup vault",
    "backup.BackupVaultName": "backup vault",
    "config.s3BucketName": "bucket",
    "cloudtrail.S3BucketName": "bucket",
    "s3.TargetBucket": "bucket",
    "lambda.S3Bucket": "bucket",
    "events.EventBusName": "event bus",
    "efs.FileSystemId": "file system",
}
_KEY_MEMBER = re.compile(r"(?i).*(kms|encryption).*key.*|KMSMasterKeyID|.*KmsMasterKeyId|TargetKeyId")
_ALWAYS_THERE = re.compile(
    r"alias/aws/.*|arn:aws:kms:.*:alias/aws/.*|default([.:-].*)?|.*/aws-service-role/.*|FARGATE(_SPOT)?"
    r"|arn:aws:iam::aws:.*|aws/.*|AWS_OWNED_KMS_KEY|arn:aws:s3:::[^/]*/.*|arn:aws:states:::.*"
)
_CREATED_BY = re.compile(r"(Create|Register|Request|Allocate|Import|Put)(\w+)")

_CODES = {
    "ec2.vpc": "InvalidVpcID.NotFound",
    "ec2.subnet": "InvalidSubnetID.NotFound",
    "ec2.security group": "InvalidGroup.NotFound",
    "ec2.route table": "InvalidRouteTableID.NotFound",
    "ec2.network ACL": "InvalidNetworkAclID.NotFound",
    "ec2.internet gateway": "InvalidInternetGatewayID.NotFound",
    "ec2.NAT gateway": "InvalidNatGatewayID.NotFound",
    "ec2.VPC endpoint": "InvalidVpcEndpointId.NotFound",
    "ec2.network interface": "InvalidNetworkInterfaceID.NotFound",
    "ec2.elastic IP": "InvalidAllocationID.NotFound",
    "ec2.instance": "InvalidInstanceID.NotFound",
    "ec2.prefix list": "InvalidPrefixListID.NotFound",
    "ec2.launch template": "InvalidLaunchTemplateId.NotFound",
    "ec2.VPC peering connection": "InvalidVpcPeeringConnectionID.NotFound",
    "ec2.egress-only gateway": "InvalidGatewayID.NotFound",
    "ec2.transit gateway": "InvalidTransitGatewayID.NotFound",
    "ec2.volume": "InvalidVolume.NotFound",
    "ec2.key pair": "InvalidKeyPair.NotFound",
    "ec2.KMS key": "InvalidKmsKeyId",
    "rds.subnet": "InvalidSubnet",
    "rds.security group": "InvalidParameterValue",
    "rds.role": "InvalidParameterValue",
    "rds.DB parameter group": "DBParameterGroupNotFound",
    "rds.DB cluster parameter group": "DBClusterParameterGroupNotFound",
    "ecs.role": "ClientException",
    "elbv2.vpc": "ValidationError",
    "elbv2.security group": "InvalidSecurityGroup",
    "elbv2.certificate": "CertificateNotFound",
    "iam.policy": "NoSuchEntity",
    "iam.role": "NoSuchEntity",
    "lambda.KMS key": "InvalidParameterValueException",
    "lambda.function": "ResourceNotFoundException",
    "secretsmanager.KMS key": "EncryptionFailure",
    "s3.bucket": "InvalidTargetBucketForLogging",
    "route53.vpc": "InvalidVPCId",
    "route53.role": "InvalidInput",
    "config.bucket": "NoSuchBucketException",
    "autoscaling.target group": "ValidationError",
    "apigateway.authorizer": "NotFoundException",
}
"""Codes that a model does not list, or lists without saying for what. Keys: `service.kind`."""

_NETWORKS = {
    "ec2": "InvalidParameterValue",
    "elbv2": "InvalidConfigurationRequest",
    "rds": "InvalidParameterCombination",
    "efs": "SecurityGroupNotFound",
    "autoscaling": "ValidationError",
}
"""Codes for resources of two VPCs in one call."""
_NETWORKS_OF_RULES = "InvalidGroup.NotFound"
_MAY_CROSS = re.compile(r".*(Peering|TransitGateway|HostedZone|VPCAssociation|AttachInternetGateway).*")
_LOCAL = {"certificate", "KMS key", "target group", "load balancer", "cluster"}
"""Kinds of which a service takes those of its own region alone."""


@dataclass(frozen=True)
class Reference:
    """One value of a call's input that names a resource."""

    member: str
    kind: str
    value: str


def references(call: Call, given: dict[str, Any]) -> Iterator[Reference]:
    """All of a call's input, in its order."""
    for member, value in _leaves(given, ""):
        if f"{call.name}.{member}" in UNVERIFIED:
            continue
        kind = _kind(call, member, value)
        if kind is not None:
            yield Reference(member, kind, value)


def _leaves(value: Any, member: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, item in value.items():
            if name not in _FREE:
                yield from _leaves(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from _leaves(item, member)
    elif isinstance(value, str):
        # Auto Scaling has several subnets in one text.
        yield from (
            (member, each) for each in (value.split(",") if member == "VPCZoneIdentifier" else [value])
        )


def _kind(call: Call, member: str, value: str) -> str | None:
    found = _ID.fullmatch(value)
    if found:
        return _IDS[found.group(1)]
    arn = _ARN.fullmatch(value)
    if arn:
        resource = f"{arn.group(1)}:{arn.group(4)}" if arn.group(1) != "s3" else "s3:::"
        return next((kind for start, kind in _ARNS.items() if resource.startswith(start)), None)
    named = _MEMBERS.get(f"{call.service_name}.{member}")
    if named is not None and not _makes(call, named) and value:
        return named
    looks_like_key = re.fullmatch(r"[0-9a-f-]{36}|mrk-[0-9a-f]{32}|alias/.+", value)
    return "KMS key" if _KEY_MEMBER.fullmatch(member) and looks_like_key else None


def _makes(call: Call, kind: str) -> bool:
    made = _CREATED_BY.fullmatch(call.operation.name)
    return made is not None and made.group(2).lower() == kind.replace(" ", "").lower()


def resolve(place: Place, kind: str, value: str) -> Any | None:
    """The resource of a reference, wherever its ARN says that it is."""
    arn = _ARN.fullmatch(value)
    if arn and arn.group(3).isdigit():
        place = Place(arn.group(3), arn.group(2) or place.region)
    if kind == "KMS key" and "alias/" in value:
        name = value[value.index("alias/") :]
        key = backend(place, "kms").get_key_id_from_alias(name)
        return KINDS[kind].find(place, key) if key else None
    if kind == "function":
        value = ":".join(value.split(":")[:7])
    if kind in ("log group", "bucket"):
        value = value.removesuffix(":*")
    return KINDS[kind].find(place, value)


def check(call: Call, place: Place, given: dict[str, Any]) -> Refusal | None:
    """Why AWS refuses what a call refers to; None where nothing is wrong."""
    if not WRITES.match(call.operation.name) or call.name in _DATA:
        return None
    networks: dict[str, Reference] = {}
    for each in references(call, given):
        if _ALWAYS_THERE.fullmatch(each.value):
            continue
        resource = resolve(place, each.kind, each.value)
        refusal = _absent(call, place, each, resource) or _unusable(call, each, resource)
        if refusal is not None:
            return refusal
        if resource is None:
            continue
        vpc_of = KINDS[each.kind].vpc
        network = vpc_of(place, resource) if vpc_of else None
        if each.kind == "internet gateway" and call.operation.name.endswith("Route"):
            network = network or "no VPC"
        if network:
            networks.setdefault(network, each)
    if (
        len(networks) > 1
        and not _MAY_CROSS.fullmatch(call.operation.name)
        and "VpcPeeringConnectionId" not in given
    ):
        return _two_networks(call, networks)
    return principals(call, place, given)


def _absent(call: Call, place: Place, each: Reference, resource: Any | None) -> Refusal | None:
    arn = _ARN.fullmatch(each.value)
    abroad = arn is not None and each.kind in _LOCAL and arn.group(2) not in ("", place.region)
    if resource is not None and not (
        abroad and call.service_name not in ("apigateway", "cloudfront", "wafv2")
    ):
        if each.kind != "role" or arn is None or arn.group(3) == place.account:
            return None
    if each.kind == "role" and arn is not None and arn.group(3) != place.account:
        code = "AccessDenied" if call.protocol in ("query", "ec2", "rest-xml") else "AccessDeniedException"
        return Refusal(code, "Cross-account pass role is not allowed.", 403)
    if call.service_name == "kms" or (each.kind == "policy" and call.operation.name.startswith("Attach")):
        return None  # the subject of the call, which moto looks up
    return Refusal(_not_found(call, each.kind), f"The {each.kind} '{each.value}' does not exist")


def _not_found(call: Call, kind: str) -> str:
    own = _CODES.get(f"{call.service_name}.{kind}")
    if own is not None:
        return own
    if kind == "KMS key":
        return error_of(call, "KMSKeyNotAccessible", "KmsKeyNotFound", "Kms", "InvalidKeyId") or invalid(call)
    name = kind.replace(" ", "")
    return error_of(
        call, f"{name}NotFound", f"NoSuch{name}", f"{name}DoesNotExist", f"Invalid{name}", "Nonexistent"
    ) or invalid(call)


def _unusable(call: Call, each: Reference, resource: Any) -> Refusal | None:
    if each.kind == "KMS key":
        state = resource.key_state
        if state == "PendingDeletion" or (state == "Disabled" and call.service_name != "kms"):
            stems = ("KMSInvalidState", "KMSKeyNotAccessible", "EncryptionFailure", "InvalidKeyId", "Kms")
            words = "is pending deletion." if state == "PendingDeletion" else "is disabled."
            return Refusal(error_of(call, *stems) or invalid(call), f"{resource.arn} {words}")
    if (
        each.kind == "certificate"
        and resource.status != "ISSUED"
        and call.service_name in ("elbv2", "apigateway")
    ):
        code = "UnsupportedCertificate" if call.service_name == "elbv2" else "BadRequestException"
        return Refusal(code, f"The certificate '{each.value}' is not issued")
    if each.kind == "secret" and resource.is_deleted() and call.service_name != "secretsmanager":
        return Refusal(invalid(call), f"The secret '{each.value}' was marked for deletion")
    return None


def _two_networks(call: Call, networks: dict[str, Reference]) -> Refusal:
    first, second = list(networks.values())[:2]
    code = _NETWORKS.get(call.service_name) or invalid(call)
    if first.kind == second.kind == "subnet":
        code = (
            error_of(call, "InvalidSubnet")
            if call.protocol == "query" and call.service_name != "elbv2"
            else code
        )
    if call.service_name == "ec2" and "security group" in (first.kind, second.kind):
        code = _NETWORKS_OF_RULES if "SecurityGroup" in call.operation.name else "InvalidParameter"
    return Refusal(
        code, f"{first.kind} {first.value} and {second.kind} {second.value} belong to different networks."
    )


_DOCUMENTS = re.compile(r"(AssumeRole)?Policy(Document)?|policy(Text)?|ResourcePolicy")
_PRINCIPAL = re.compile(r"arn:aws:iam::(\d{12}):(role|user)/.+")


def principals(call: Call, place: Place, given: dict[str, Any]) -> Refusal | None:
    """A role or user of this account that a trust or resource policy names has to be there.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
    """
    documents = [value for name, value in given.items() if _DOCUMENTS.fullmatch(name)]
    attributes = given.get("Attributes")  # of topics and queues
    if isinstance(attributes, dict):
        documents.append(attributes.get("Policy"))
    if given.get("AttributeName") == "Policy":
        documents.append(given.get("AttributeValue"))
    for arn in _named(documents):
        found = _PRINCIPAL.fullmatch(arn)
        if found and found.group(1) == place.account and not KINDS[found.group(2)].find(place, arn):
            code = error_of(call, "Malformed") or (
                "MalformedPolicy" if call.service_name == "s3" else invalid(call)
            )
            return Refusal(code, f'Invalid principal in policy: "AWS":"{arn}"')
    return None


def _named(documents: list[Any]) -> Iterator[str]:
    for text in documents:
        try:
            statements = json.loads(text)["Statement"]
        except (TypeError, ValueError, KeyError):
            continue
        for statement in statements if isinstance(statements, list) else [statements]:
            principal = statement.get("Principal") if isinstance(statement, dict) else None
            named = principal.get("AWS", []) if isinstance(principal, dict) else []
            yield from (named if isinstance(named, list) else [named])
