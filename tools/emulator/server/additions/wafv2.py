"""WAF: the tokens by which an IP set is changed."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from moto.wafv2.models import FakeIPSet

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
