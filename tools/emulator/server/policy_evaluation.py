"""IAM's decision on an action, by the policies of a role and its boundary.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from .policy_conditions import as_list, holds, like

Decision = Literal["allowed", "explicitDeny", "implicitDeny"]


@dataclass(frozen=True)
class Given:
    """Condition keys, in lower case, of a request of which everything is known."""

    values: Mapping[str, str]

    def knows(self, key: str) -> bool:
        return True

    def value(self, key: str) -> str | None:
        return self.values.get(key)


@dataclass(frozen=True)
class Request:
    action: str
    """Service and operation, as in `s3:GetObject`."""
    resource: str
    """An ARN, or `*`."""
    context: Given


def decide(policies: Iterable[str], boundary: str | None, request: Request) -> Decision:
    """The decision by JSON policies of an identity; policies of resources are left out."""
    bounds = [] if boundary is None else [boundary]
    own = [each["Effect"] for each in _matching(policies, request)]
    bounding = [each["Effect"] for each in _matching(bounds, request)]
    if "Deny" in own or "Deny" in bounding:
        return "explicitDeny"
    return "allowed" if "Allow" in own and (boundary is None or "Allow" in bounding) else "implicitDeny"


def _matching(policies: Iterable[str], request: Request) -> Iterator[dict[str, Any]]:
    for policy in policies:
        for statement in _statements(policy):
            if (
                _concerns(statement, "Action", request.action.lower(), str.lower)
                and _concerns(statement, "Resource", request.resource, str)
                and holds(statement.get("Condition"), request.context)
            ):
                yield statement


@lru_cache(maxsize=100)
def _statements(policy: str) -> list[dict[str, Any]]:
    return as_list(json.loads(policy)["Statement"])


def _concerns(statement: dict[str, Any], element: str, text: str, form: Any) -> bool:
    negated = f"Not{element}"
    patterns = as_list(statement.get(negated, statement.get(element)))
    return any(like(form(pattern), text) for pattern in patterns) != (negated in statement)
