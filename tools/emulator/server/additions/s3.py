"""S3: bucket policies whose statements carry conditions, and server access logging under such policies."""

from __future__ import annotations

import json
from typing import Any

from flask import request
from moto.iam.access_control import IAMPolicy, PermissionResult
from moto.s3.models import FakeBucket

from ..policy_conditions import as_list, holds, like
from .patching import Function, mend

_LOG_DELIVERY = "logging.s3.amazonaws.com"


class ObjectRequest:
    """The condition keys of the S3 request in progress."""

    def knows(self, key: str) -> bool:
        return key == "aws:securetransport" or key.startswith("s3:x-amz-")

    def value(self, key: str) -> str | None:
        if key == "aws:securetransport":
            return "true"  # what reaches a loopback address never travels; in an account every SDK uses TLS
        return request.headers.get(key.removeprefix("s3:"))


@mend(FakeBucket, "get_permission")
def object_request(original: Function, bucket: FakeBucket, action: str, resource: str) -> PermissionResult:
    """PutObject, GetObject and the like: evaluate the conditions of the bucket policy.

    Stock moto takes every condition as met, so a policy that denies access without TLS locks its own bucket.
    """
    if bucket.policy is None:
        return original(bucket, action, resource)
    effective = [
        {name: part for name, part in statement.items() if name != "Condition"}
        for statement in _statements(bucket.policy)
        if _concerns_callers(statement) and holds(statement.get("Condition"), ObjectRequest())
    ]
    return IAMPolicy(json.dumps({"Statement": effective})).is_action_permitted(action, resource)


@mend(FakeBucket, "_log_permissions_enabled_policy")
def put_bucket_logging(original: Function, target_bucket: FakeBucket, target_prefix: str | None) -> bool:
    """PutBucketLogging: tests whether the target's policy lets the log delivery service write.

    Stock moto fails on a statement whose principal is `"*"`, and knows a resource only in three literal
    forms.
    """
    del original
    return lets_service_write(target_bucket, _LOG_DELIVERY, f"{target_prefix or ''}log")


def lets_service_write(bucket: FakeBucket, service: str, key: str) -> bool:
    """Tells whether a statement of the bucket's policy allows the service to write the object.

    Conditions are taken as met.
    """
    arn = f"arn:{bucket.partition}:s3:::{bucket.name}/{key}"
    return bucket.policy is not None and any(
        _lets_write(statement, service, arn) for statement in _statements(bucket.policy)
    )


def _lets_write(statement: dict[str, Any], service: str, arn: str) -> bool:
    principal = statement.get("Principal")
    return (
        statement["Effect"] == "Allow"
        and isinstance(principal, dict)
        and service in as_list(principal.get("Service"))
        and any(like(action, "s3:PutObject") for action in as_list(statement.get("Action", [])))
        and any(like(resource, arn) for resource in as_list(statement.get("Resource", [])))
    )


def _statements(policy: bytes) -> list[dict[str, Any]]:
    return as_list(json.loads(policy)["Statement"])


def _concerns_callers(statement: dict[str, Any]) -> bool:
    """Statements about AWS services are not about whoever calls the emulator."""
    principal = statement.get("Principal")
    return not (isinstance(principal, dict) and principal.keys() <= {"Service", "Federated"})
