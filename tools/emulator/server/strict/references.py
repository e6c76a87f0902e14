"""Checks that the resources a call names exist in its account and region, are usable, and share one VPC.

A value is a reference by its form, an id of EC2 or an ARN, or by the name of the member that holds it.
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
from .reference_tables import (
    ALWAYS_THERE,
    ARN,
    ARNS,
    CODES,
    CREATED_BY,
    DATA,
    FREE,
    ID,
    IDS,
    KEY_MEMBER,
    LOCAL,
    MAY_CROSS,
    MEMBERS,
    NETWORKS,
    NETWORKS_OF_RULES,
    UNVERIFIED,
    WRITES,
)
from .refusal import Refusal, error_of, invalid


@dataclass(frozen=True)
class Reference:
    """One value of a call's input that names a resource."""

    member: str
    kind: str
    value: str


def references(call: Call, given: dict[str, Any]) -> Iterator[Reference]:
    """References in a call's input, in its order."""
    for member, value in _leaves(given, ""):
        if f"{call.name}.{member}" in UNVERIFIED:
            continue
        kind = _kind(call, member, value)
        if kind is not None:
            yield Reference(member, kind, value)


def _leaves(value: Any, member: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, item in value.items():
            if name == "patchOperations":
                yield from _patches(item)
            elif not FREE.fullmatch(name):
                yield from _leaves(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from _leaves(item, member)
    elif isinstance(value, str):
        # Auto Scaling has several subnets in one text.
        yield from (
            (member, each) for each in (value.split(",") if member == "VPCZoneIdentifier" else [value])
        )


def _patches(operations: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Members that patches of API Gateway set, as `deploymentId` of the path `/deploymentId`."""
    for each in operations:
        parts = each.get("path", "").split("/")
        if each.get("op") in ("add", "replace") and not any(FREE.fullmatch(part) for part in parts):
            yield from _leaves(each.get("value"), parts[-1])


def _kind(call: Call, member: str, value: str) -> str | None:
    found = ID.fullmatch(value)
    if found:
        return IDS[found.group(1)]
    arn = ARN.fullmatch(value)
    if arn:
        resource = f"{arn.group(1)}:{arn.group(4)}" if arn.group(1) != "s3" else "s3:::"
        return next((kind for start, kind in ARNS.items() if resource.startswith(start)), None)
    named = MEMBERS.get(f"{call.service_name}.{member}")
    if named is not None and not _makes(call, named) and value:
        return named
    looks_like_key = re.fullmatch(r"[0-9a-f-]{36}|mrk-[0-9a-f]{32}|alias/.+", value)
    return "KMS key" if KEY_MEMBER.fullmatch(member) and looks_like_key else None


def _makes(call: Call, kind: str) -> bool:
    made = CREATED_BY.fullmatch(call.operation.name)
    return made is not None and made.group(2).lower() == kind.replace(" ", "").lower()


def resolve(place: Place, kind: str, value: str) -> Any | None:
    """The resource of a reference, wherever its ARN says that it is."""
    arn = ARN.fullmatch(value)
    if arn and arn.group(3).isdigit():
        place = Place(arn.group(3), arn.group(2) or place.region)
    if kind == "KMS key" and "alias/" in value:
        name = value[value.index("alias/") :]
        key = backend(place, "kms").get_key_id_from_alias(name)
        return KINDS[kind].find(place, key) if key else None
    if kind == "API stage" and arn:
        _, api, _, stage = arn.group(4).removeprefix("/").split("/")
        found = KINDS["REST API"].find(place, api)
        return found and found.stages.get(stage)
    if kind == "secret" and arn and not KINDS[kind].find(place, value):
        # An ARN may lack the six characters at its end.
        return next((each for each in KINDS[kind].objects(place) if each.arn[:-7] == value), None)
    if kind == "function":
        value = ":".join(value.split(":")[:7])
    if kind in ("log group", "bucket"):
        value = value.removesuffix(":*")
    return KINDS[kind].find(place, value)


def check(call: Call, place: Place, given: dict[str, Any]) -> Refusal | None:
    """The reason why AWS refuses a resource that the call names; None where nothing is wrong."""
    if not WRITES.match(call.operation.name) or call.name in DATA:
        return None
    networks: dict[str, Reference] = {}
    for each in references(call, given):
        if ALWAYS_THERE.fullmatch(each.value):
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
        and not MAY_CROSS.fullmatch(call.operation.name)
        and "VpcPeeringConnectionId" not in given
    ):
        return _two_networks(call, networks)
    return principals(call, place, given)


def _absent(call: Call, place: Place, each: Reference, resource: Any | None) -> Refusal | None:
    arn = ARN.fullmatch(each.value)
    abroad = arn is not None and each.kind in LOCAL and arn.group(2) not in ("", place.region)
    if (
        resource is not None
        and not (abroad and call.service_name not in ("apigateway", "cloudfront", "wafv2"))
        and (each.kind != "role" or arn is None or arn.group(3) == place.account)
    ):
        return None
    if each.kind == "role" and arn is not None and arn.group(3) != place.account:
        code = "AccessDenied" if call.protocol in ("query", "ec2", "rest-xml") else "AccessDeniedException"
        return Refusal(code, "Cross-account pass role is not allowed.", 403)
    if each.kind == "policy" and call.operation.name.startswith("Attach"):
        return None  # the subject of the call, which moto looks up
    return Refusal(_not_found(call, each.kind), f"The {each.kind} '{each.value}' does not exist")


def _not_found(call: Call, kind: str) -> str:
    own = CODES.get(f"{call.service_name}.{kind}")
    if own is not None:
        return own
    if kind == "KMS key":
        return error_of(call, "KMSKeyNotAccessible", "KmsKeyNotFound", "Kms", "InvalidKeyId") or invalid(call)
    name = kind.replace(" ", "")
    own_kind = ("ResourceNotFound",) if KINDS[kind].service == call.service_name else ()
    stems = (f"{name}NotFound", f"NoSuch{name}", f"{name}DoesNotExist", f"Invalid{name}", "Nonexistent")
    return error_of(call, *stems, *own_kind) or invalid(call)


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
    if each.kind == "secret" and resource.is_deleted() and call.operation.name != "RestoreSecret":
        own = error_of(call, "InvalidRequest") if call.service_name == "secretsmanager" else None
        return Refusal(own or invalid(call), f"The secret '{each.value}' was marked for deletion")
    return None


def _two_networks(call: Call, networks: dict[str, Reference]) -> Refusal:
    first, second = list(networks.values())[:2]
    code = NETWORKS.get(call.service_name) or invalid(call)
    if first.kind == second.kind == "subnet" and call.protocol == "query" and call.service_name != "elbv2":
        code = error_of(call, "InvalidSubnet") or code
    if call.service_name == "ec2" and "security group" in (first.kind, second.kind):
        code = NETWORKS_OF_RULES if "SecurityGroup" in call.operation.name else "InvalidParameter"
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
