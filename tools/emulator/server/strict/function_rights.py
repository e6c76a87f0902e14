"""Calls of a Lambda function are put to moto's access control, as the function's role.

An identity policy counts by its actions. An Allow counts whatever its resources and conditions are; a Deny
counts if it is about all resources and its conditions hold for the function. Boundaries, policies of the
resource and of the endpoint, and what an action requires besides itself are not judged.
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from moto.iam.access_control import AssumedRoleAccessKey, IAMPolicy, PermissionResult
from moto.sts.models import AssumedRole, sts_backends

from ..accounts import access_key_of, account_of
from ..http import HttpRequest
from ..identify import Call
from ..policy_conditions import as_list, holds
from .refusal import Refusal

_PREFIXES = {"monitoring": "cloudwatch", "bedrock-runtime": "bedrock", "email": "ses"}
"""IAM's prefix of a service where it is not the one of its address."""
_ACTIONS = {
    "bedrock:Converse": "bedrock:InvokeModel",
    "bedrock:ConverseStream": "bedrock:InvokeModelWithResponseStream",
    "dynamodb:TransactGetItems": "dynamodb:GetItem",
    "lambda:Invoke": "lambda:InvokeFunction",
    "lambda:InvokeWithResponseStream": "lambda:InvokeFunction",
    "s3:CompleteMultipartUpload": "s3:PutObject",
    "s3:CopyObject": "s3:PutObject",
    "s3:CreateMultipartUpload": "s3:PutObject",
    "s3:DeleteObjects": "s3:DeleteObject",
    "s3:HeadBucket": "s3:ListBucket",
    "s3:HeadObject": "s3:GetObject",
    "s3:ListBuckets": "s3:ListAllMyBuckets",
    "s3:ListObjects": "s3:ListBucket",
    "s3:ListObjectsV2": "s3:ListBucket",
    "s3:UploadPart": "s3:PutObject",
    "sns:PublishBatch": "sns:Publish",
    "sqs:DeleteMessageBatch": "sqs:DeleteMessage",
    "sqs:SendMessageBatch": "sqs:SendMessage",
}
"""Operations that IAM knows under another name."""
_NEEDS_NO_RIGHT = {"sts:GetCallerIdentity"}


@dataclass(frozen=True)
class _Code:
    """The condition keys of a call that a function's code makes."""

    function_arn: str

    def knows(self, key: str) -> bool:
        return key == "lambda:sourcefunctionarn"

    def value(self, key: str) -> str | None:
        return self.function_arn


def issue(session: AssumedRole, function_arn: str) -> None:
    """Marks a session as the credentials of a function."""
    session.function_arn = function_arn


def check(call: Call, request: HttpRequest) -> Refusal | None:
    """The refusal of a call that the caller, a function, has no right to; None for everybody else."""
    token = request.headers.get("X-Amz-Security-Token")
    access_key, account = access_key_of(request), account_of(request)
    session = _session(account, access_key, token) if token and access_key else None
    action = _action(call)
    if session is None or access_key is None or action in _NEEDS_NO_RIGHT:
        return None
    headers = {"X-Amz-Security-Token": session.session_token}
    key = AssumedRoleAccessKey(account, "aws", access_key, headers)
    code = _Code(session.function_arn)
    results = [_by_action(policy, code).is_action_permitted(action) for policy in key.collect_policies()]
    who = f"User: {key.arn} is not authorized to perform: {action}"
    if PermissionResult.DENIED in results:
        return _denied(call, f"{who} with an explicit deny in an identity-based policy")
    if PermissionResult.PERMITTED not in results:
        return _denied(call, f"{who} because no identity-based policy allows the {action} action")
    return None


def _session(account: str, access_key: str, token: str) -> AssumedRole | None:
    for each in list(sts_backends[account]["aws"].assumed_roles):
        if each.access_key_id == access_key and each.session_token == token and hasattr(each, "function_arn"):
            return each
    return None


def _action(call: Call) -> str:
    prefix = call.service.metadata["endpointPrefix"]
    action = f"{_PREFIXES.get(prefix, prefix)}:{call.operation.name}"
    return _ACTIONS.get(action, action)


def _by_action(policy: Any, code: _Code) -> IAMPolicy:
    """A policy as moto judges it, without what it does not."""
    judged = IAMPolicy(policy)
    statements = [
        {
            "Effect": each["Effect"],
            "Resource": "*",
            **{k: each[k] for k in ("Action", "NotAction") if k in each},
        }
        for each in as_list(judged._policy_json["Statement"])
        if each["Effect"] == "Allow"
        or ("*" in as_list(each.get("Resource")) and holds(each.get("Condition"), code))
    ]
    return IAMPolicy(json.dumps({"Statement": statements}))


def _denied(call: Call, message: str) -> Refusal:
    if call.protocol == "ec2":
        return Refusal(
            "UnauthorizedOperation", f"You are not authorized to perform this operation. {message}", 403
        )
    if call.service_name == "sns":
        return Refusal("AuthorizationError", message, 403)
    if call.protocol in ("json", "rest-json") and call.service_name not in ("sqs", "cloudwatch"):
        return Refusal("AccessDeniedException", message, 400 if call.protocol == "json" else 403)
    return Refusal("AccessDenied", message, 403)
