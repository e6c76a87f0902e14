"""The event of API Gateway's REST proxy integration.

https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass

from .errors import BadRequestError


@dataclass(frozen=True)
class HttpRequest:
    """What is read of an event. The body stays as it came until somebody wants it."""

    method: str
    path: str
    raw_body: str
    is_base64: bool

    @property
    def body(self) -> str:
        """Raises BadRequestError when it cannot be text."""
        if not self.is_base64:
            return self.raw_body
        try:
            return base64.b64decode(self.raw_body, validate=True).decode()
        except (binascii.Error, UnicodeError) as error:
            raise BadRequestError("The request's body is not text in UTF-8.") from error


def read_request(event: object) -> HttpRequest:
    """Raises BadRequestError when it is no event of the gateway's."""
    if isinstance(event, Mapping):
        method, path = event.get("httpMethod"), event.get("path")
        # The gateway sends null for no body at all.
        body = event.get("body") or ""
        if isinstance(method, str) and isinstance(path, str) and isinstance(body, str):
            return HttpRequest(method, path.rstrip("/"), body, event.get("isBase64Encoded") is True)
    raise BadRequestError("This function answers requests that come through the clinic's API.")
