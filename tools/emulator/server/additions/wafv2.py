"""WAF: the tokens by which an IP set is changed, and the protection of data that a web ACL logs."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

from moto.wafv2.models import FakeIPSet, FakeWebACL
from moto.wafv2.responses import WAFV2Response

from .patching import Function, mend


@mend(FakeIPSet, "__init__")
def create(original: Function, ip_set: FakeIPSet, *args: Any, **kwargs: Any) -> None:
    """CreateIPSet: AWS's tokens are whole UUIDs, and it takes no others; stock moto gives six digits."""
    original(ip_set, *args, **kwargs)
    ip_set.lock_token = str(uuid4())


@mend(FakeIPSet, "update")
def update(original: Function, ip_set: FakeIPSet, *args: Any, **kwargs: Any) -> None:
    """UpdateIPSet: the same for the next token."""
    original(ip_set, *args, **kwargs)
    ip_set.lock_token = str(uuid4())


@mend(WAFV2Response, "create_web_acl")
def create_web_acl(original: Function, response: WAFV2Response) -> Any:
    """CreateWebACL: stock moto drops the protection of data.

    https://docs.aws.amazon.com/waf/latest/APIReference/API_DataProtectionConfig.html
    """
    answer = original(response)
    arn = json.loads(answer[2])["Summary"]["ARN"]
    _protect(response.wafv2_backend.wacls[arn], response)
    return answer


@mend(WAFV2Response, "update_web_acl")
def update_web_acl(original: Function, response: WAFV2Response) -> Any:
    """UpdateWebACL: the same; without one, none is left."""
    answer = original(response)
    asked = json.loads(response.body)
    _protect(response.wafv2_backend.get_web_acl(None, asked["Name"], asked["Id"]), response)
    return answer


def _protect(acl: FakeWebACL, response: WAFV2Response) -> None:
    vars(acl)["data_protection"] = json.loads(response.body).get("DataProtectionConfig")


@mend(FakeWebACL, "to_dict")
def get_web_acl(original: Function, acl: FakeWebACL) -> dict[str, Any]:
    """GetWebACL."""
    protection = getattr(acl, "data_protection", None)
    return {**original(acl), **({"DataProtectionConfig": protection} if protection else {})}
