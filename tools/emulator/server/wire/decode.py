"""The input of a call as plain values, keyed by the member names of the service model.

What the model does not know keeps its wire name, so that the check can name it.
"""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import ParseError

from ..http import HttpRequest
from ..identify import Call
from . import json, query, rest


class UndecodableError(Exception):
    """The body is not of the protocol that the request claims."""


def decode(call: Call, request: HttpRequest) -> dict[str, Any]:
    """The input of a call; raises `UndecodableError` when its body cannot be read."""
    shape = call.operation.input_shape
    if shape is None:
        return {}
    try:
        if call.protocol == "json":
            return json.decode(shape, request.body)
        if call.protocol in ("query", "ec2"):
            return query.decode(shape, {**request.query, **request.form}, call.protocol)
        return rest.decode(shape, call, request)
    except (ValueError, TypeError, AttributeError, ParseError) as error:
        raise UndecodableError(f"{type(error).__name__}: {error}") from error
