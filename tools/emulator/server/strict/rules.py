"""Checks of a call before it is answered."""

from __future__ import annotations

from typing import Any

from ..accounts import account_of
from ..http import HttpRequest
from ..identify import Call, signing_region
from ..operations import Place
from . import (
    containers,
    duplicates,
    function_rights,
    limits,
    log_delivery,
    references,
    shapes,
    usage,
    web_identity,
)
from .refusal import Refusal

_CHECKS = (
    references.check,
    containers.check,
    log_delivery.check,
    usage.check,
    duplicates.check,
    web_identity.check,
)


def refusal(call: Call, request: HttpRequest, given: dict[str, Any]) -> Refusal | None:
    """The first reason for which AWS refuses a call; None for one that it takes."""
    first = function_rights.check(call, request) or shapes.refusal(call, given) or limits.check(call, given)
    if first is not None:
        return first
    place = Place(account_of(request), signing_region(request))
    for check in _CHECKS:
        found = check(call, place, given)
        if found is not None:
            return found
    return None
