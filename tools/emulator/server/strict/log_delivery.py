"""A bucket that a service is told to write to must let it: AWS tries when it is told.

https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import jmespath

from ..identify import Call
from ..operations import Place
from ..policy_conditions import as_list, like
from .inventory import KINDS
from .refusal import Refusal


@dataclass(frozen=True)
class Delivery:
    """`bucket` is the bucket's name or ARN in the input, null where the call turns nothing on."""

    bucket: str
    principals: tuple[str, ...]
    code: str
    message: str


_ELB = "Attributes[?Key=='{0}.enabled' && Value=='true'] && Attributes[?Key=='{0}.bucket'].Value | [0]"
_LOAD_BALANCER = Delivery(
    f"({_ELB.format('access_logs.s3')}) || ({_ELB.format('connection_logs.s3')})",
    (
        "logdelivery.elasticloadbalancing.amazonaws.com",
        "delivery.logs.amazonaws.com",
        "arn:aws:iam::*:root",
        "*",
    ),
    "InvalidConfigurationRequest",
    "Access Denied for bucket: {0}. Please check S3bucket permission",
)
DELIVERIES = {
    "elbv2:ModifyLoadBalancerAttributes": _LOAD_BALANCER,
    **{
        f"cloudtrail:{operation}": Delivery(
            "S3BucketName",
            ("cloudtrail.amazonaws.com", "*"),
            "InsufficientS3BucketPolicyException",
            "Incorrect S3 bucket policy is detected for bucket: {0}",
        )
        for operation in ("CreateTrail", "UpdateTrail")
    },
}


def check(call: Call, place: Place, given: dict[str, Any]) -> Refusal | None:
    delivery = DELIVERIES.get(call.name)
    name = jmespath.search(delivery.bucket, given) if delivery else None
    if delivery is None or not name:
        return None
    bucket = KINDS["bucket"].find(place, name)
    if bucket is not None and _may_write(bucket.policy, delivery.principals):
        return None
    return Refusal(delivery.code, delivery.message.format(name))


def _may_write(policy: bytes | str | None, principals: tuple[str, ...]) -> bool:
    """Tells whether a statement lets a principal put objects, whatever its conditions and prefix."""
    statements = as_list(json.loads(policy)["Statement"]) if policy else []
    return any(
        each["Effect"] == "Allow"
        and any(like(action, "s3:PutObject") for action in as_list(each.get("Action", [])))
        and any(like(wanted, named) for named in _principals(each) for wanted in principals)
        for each in statements
    )


def _principals(statement: dict[str, Any]) -> list[str]:
    principal = statement.get("Principal", {})
    if isinstance(principal, str):
        return [principal]
    named = [name for names in principal.values() for name in as_list(names)]
    return [f"arn:aws:iam::{name}:root" if name.isdigit() else name for name in named]
