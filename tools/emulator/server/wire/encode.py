"""Answers in the wire format of the service that they stand for, as moto's own serializers write them."""

from __future__ import annotations

import warnings
from typing import Any
from uuid import uuid4

from moto.core.exceptions import ServiceException
from moto.core.serialize import SerializationContext, get_serializer_class

from ..identify import Call
from .reply import Reply

# Codes that all services share, such as NotImplemented, are in the model of none.
warnings.filterwarnings("ignore", r"Exception\(_Error\) with code \w+ does not match")


class _Error(ServiceException):
    """An error of no module of moto's, so that the model of the called service alone describes it."""


def encode_result(call: Call, result: dict[str, Any]) -> Reply:
    """The output of an operation, by the member names of the service model."""
    return _encode(call, result, None)


def encode_error(call: Call, status: int, code: str, message: str) -> Reply:
    """An error that every SDK shows as `code: message`."""
    return _encode(call, _Error(code, message), status)


def _encode(call: Call, result: dict[str, Any] | _Error, status: int | None) -> Reply:
    serializer = get_serializer_class(call.service_name, call.protocol)
    response = serializer(call.operation, SerializationContext(request_id=str(uuid4()))).serialize(result)
    is_bare = call.operation.http.get("method") == "HEAD"
    data = b"" if is_bare else response["body"].encode()
    headers = {**response["headers"], "Content-Length": str(len(data))}
    return Reply(status or response["status_code"], list(headers.items()), [data])
