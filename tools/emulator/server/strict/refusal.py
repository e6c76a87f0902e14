"""Refusals, and which of the errors that AWS's model lists for an operation says it."""

from __future__ import annotations

from dataclasses import dataclass

from ..identify import Call


@dataclass(frozen=True)
class Refusal:
    """The error AWS answers to a call, by code and message."""

    code: str
    message: str
    status: int = 400


def error_of(call: Call, *stems: str) -> str | None:
    """The code of the operation's first error that contains a stem. The first stem is the preferred one."""
    errors = [
        str(shape.metadata.get("error", {}).get("code", shape.name)) for shape in call.operation.error_shapes
    ]
    for stem in stems:
        for code in errors:
            if stem.lower() in code.lower():
                return code
    return None


def invalid(call: Call) -> str:
    """The code for an argument that does not fit."""
    found = error_of(
        call,
        "InvalidParameterValue",
        "InvalidParameter",
        "InvalidArgument",
        "Validation",
        "InvalidInput",
        "BadRequest",
        "InvalidRequest",
        "InvalidConfigurationRequest",
        "ClientException",
    )
    if found is not None:
        return found
    return "InvalidParameterValue" if call.protocol in ("ec2", "query") else "ValidationException"
