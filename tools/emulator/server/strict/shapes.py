"""Refusals of input that AWS's published service models do not allow."""

from __future__ import annotations

from typing import Any

from ..constraints import Problem, check
from ..identify import Call
from .refusal import Refusal


def refusal(call: Call, given: dict[str, Any]) -> Refusal | None:
    """The refusal with all that is wrong with the shape of a call's input; None where nothing is."""
    shape = call.operation.input_shape
    found = check(shape, given) if shape else []
    return Refusal(_code(call, found), _describe(found)) if found else None


def _describe(found: list[Problem]) -> str:
    """All problems in the one sentence that AWS's own validation writes."""
    noun = "error" if len(found) == 1 else "errors"
    return f"{len(found)} validation {noun} detected: " + "; ".join(map(str, found))


def _code(call: Call, found: list[Problem]) -> str:
    if call.protocol == "ec2":
        return "MissingParameter" if all(p.missing for p in found) else "InvalidParameterValue"
    if call.service_name == "s3":
        has_document = bool(call.operation.input_shape.serialization.get("payload"))
        return "MalformedXML" if has_document else "InvalidArgument"
    return "ValidationError" if call.protocol == "query" else "ValidationException"
