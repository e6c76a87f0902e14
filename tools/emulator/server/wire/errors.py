"""A refusal in the words and the wire format of the service that it stands for."""

from __future__ import annotations

import json
from uuid import uuid4
from xml.sax.saxutils import escape

from ..identify import Call
from .reply import Reply


def encode_error(call: Call, status: int, code: str, message: str) -> Reply:
    """An error that every SDK shows as `code: message`."""
    request_id = str(uuid4())
    if call.protocol in ("json", "rest-json"):
        body = json.dumps({"__type": code, "message": message, "Message": message})
        kind = "application/json" if call.protocol == "rest-json" else _json_type(call)
        headers = [("x-amzn-errortype", code), ("x-amzn-requestid", request_id)]
    else:
        kind, headers = "text/xml", [("x-amz-request-id", request_id)]
        body = '<?xml version="1.0" encoding="UTF-8"?>' + _xml(call, code, escape(message), request_id)
    data = b"" if call.operation.http.get("method") == "HEAD" else body.encode()
    return Reply(status, [("Content-Type", kind), ("Content-Length", str(len(data))), *headers], [data])


def _json_type(call: Call) -> str:
    return f"application/x-amz-json-{call.service.metadata.get('jsonVersion', '1.0')}"


def _xml(call: Call, code: str, message: str, request_id: str) -> str:
    error = f"<Code>{code}</Code><Message>{message}</Message>"
    if call.protocol == "ec2":
        return (
            f"<Response><Errors><Error>{error}</Error></Errors><RequestID>{request_id}</RequestID></Response>"
        )
    if call.service_name == "s3":
        return f"<Error>{error}<RequestId>{request_id}</RequestId></Error>"
    request = f"<RequestId>{request_id}</RequestId>"
    return f"<ErrorResponse><Error><Type>Sender</Type>{error}</Error>{request}</ErrorResponse>"
