"""The output of a call as plain values, keyed by the member names of the service model."""

from __future__ import annotations

from typing import Any

from botocore.parsers import create_parser

from ..identify import Call
from ..wire.reply import Reply


def output_of(call: Call, reply: Reply) -> dict[str, Any]:
    """Of an answer that is not an error."""
    response = {"status_code": reply.status, "headers": dict(reply.headers), "body": reply.data}
    parsed: dict[str, Any] = create_parser(call.protocol).parse(response, call.operation.output_shape)
    return parsed
