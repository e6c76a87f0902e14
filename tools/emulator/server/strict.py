"""Refuses what AWS's published service models refuse, so that a green deployment says something about AWS."""

from __future__ import annotations

from .constraints import Problem, check
from .http import HttpRequest
from .identify import Call
from .wire.decode import decode
from .wire.errors import encode_error
from .wire.reply import Reply


def problems(call: Call, request: HttpRequest) -> list[Problem]:
    """What is wrong with the input of a call. Raises `UndecodableError` when it cannot be read."""
    shape = call.operation.input_shape
    return check(shape, decode(call, request)) if shape else []


def describe(found: list[Problem]) -> str:
    """All problems in the one sentence that AWS's own validation writes."""
    noun = "error" if len(found) == 1 else "errors"
    return f"{len(found)} validation {noun} detected: " + "; ".join(map(str, found))


def refusal(call: Call, found: list[Problem]) -> Reply:
    return encode_error(call, 400, _code(call, found), describe(found))


def _code(call: Call, found: list[Problem]) -> str:
    if call.protocol == "ec2":
        return "MissingParameter" if all(p.missing for p in found) else "InvalidParameterValue"
    if call.service_name == "s3":
        has_document = bool(call.operation.input_shape.serialization.get("payload"))
        return "MalformedXML" if has_document else "InvalidArgument"
    return "ValidationError" if call.protocol == "query" else "ValidationException"
