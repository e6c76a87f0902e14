"""Smithy RPC v2 CBOR, which newer SDKs speak to services such as CloudWatch, and which moto does not know.

Such a request is handed on in the JSON protocol that these services have too, and the answer translated back.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from botocore.model import Shape, ShapeResolver
from botocore.parsers import RpcV2CBORParser
from botocore.serialize import RpcV2CBORSerializer
from moto.core.model import OperationModel

from ..http import HttpRequest, replace_body
from ..identify import signing_name
from ..models import candidates
from .reply import Reply

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_PATH = re.compile(r"^/service/(?P<service>[^/]+)/operation/(?P<operation>\w+)$")
_TEXT = {"shape": "Text"}
_ERROR = ShapeResolver(
    {"Text": {"type": "string"}, "Error": {"type": "map", "key": _TEXT, "value": _TEXT}}
).get_shape_by_name("Error")
_HEADERS = [("Content-Type", "application/cbor"), ("smithy-protocol", "rpc-v2-cbor")]


class JsonInsteadOfCbor:
    """WSGI middleware: CBOR outside, JSON inside."""

    def __init__(self, app: WSGIApplication) -> None:
        self._app = app

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        request = HttpRequest(environ)
        operation = _operation(request)
        if operation is None:
            return self._app(environ, start_response)
        _as_json(environ, operation, request.body)
        reply = Reply.of(self._app, environ)
        kept = [(n, v) for n, v in reply.headers if n.lower() not in ("content-type", "content-length")]
        body = _to_cbor(operation, reply)
        length = ("Content-Length", str(len(body)))
        return Reply(reply.status, [*kept, *_HEADERS, length], [body]).send(start_response)


def _operation(request: HttpRequest) -> OperationModel | None:
    match = _PATH.match(request.path)
    name = signing_name(request)
    if match is None or name is None or request.headers.get("smithy-protocol") != "rpc-v2-cbor":
        return None
    known = (s for s in candidates(name) if match["operation"] in s.operation_names)
    service = next(known, None)
    return service.operation_model(match["operation"]) if service else None


def _as_json(environ: WSGIEnvironment, operation: OperationModel, body: bytes) -> None:
    parser = RpcV2CBORParser()
    value = parser.parse_data_item(parser.get_peekable_stream_from_bytes(body)) if body else {}
    metadata = operation.service_model.metadata
    environ["PATH_INFO"] = environ["REQUEST_URI"] = environ["RAW_URI"] = "/"
    environ["CONTENT_TYPE"] = f"application/x-amz-json-{metadata.get('jsonVersion', '1.0')}"
    environ["HTTP_X_AMZ_TARGET"] = f"{metadata['targetPrefix']}.{operation.name}"
    for header in ("HTTP_SMITHY_PROTOCOL", "HTTP_ACCEPT"):
        environ.pop(header, None)
    replace_body(environ, json.dumps(value, default=_json_value).encode())


def _json_value(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.timestamp()
    return b64encode(value).decode()


def _to_cbor(operation: OperationModel, reply: Reply) -> bytes:
    value = json.loads(reply.data or b"{}")
    shape: Shape | None = operation.output_shape
    if reply.status >= 300 or shape is None:
        shape, value = _ERROR, {key: str(item) for key, item in value.items()}
    body = bytearray()
    RpcV2CBORSerializer()._serialize_data_item(body, _fit(shape, value), shape)
    return bytes(body)


def _fit(shape: Shape, value: Any) -> Any:
    """Reduces a value to what the serializer takes: members that the model knows, and integers as such."""
    if shape.type_name == "structure":
        return {key: _fit(shape.members[key], item) for key, item in value.items() if key in shape.members}
    if shape.type_name == "list":
        return [_fit(shape.member, item) for item in value]
    if shape.type_name == "map":
        return {key: _fit(shape.value, item) for key, item in value.items()}
    return int(value) if shape.type_name in ("integer", "long") else value
