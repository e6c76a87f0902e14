"""A complete HTTP response, so that it can be judged or rewritten before it is sent."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


@dataclass
class Reply:
    status: int
    headers: list[tuple[str, str]]
    body: Iterable[bytes]

    @classmethod
    def of(cls, app: WSGIApplication, environ: WSGIEnvironment) -> Reply:
        """The reply of `app`; its body is not read yet."""
        started: list[tuple[str, list[tuple[str, str]]]] = []

        def start_response(status: str, headers: list[tuple[str, str]], _: Any = None) -> Any:
            started.append((status, headers))

        body = app(environ, start_response)
        status, headers = started[-1]
        return cls(int(status.split()[0]), headers, body)

    def send(self, start_response: StartResponse) -> Iterable[bytes]:
        start_response(f"{self.status} {_phrase(self.status)}", self.headers)
        return self.body

    @property
    def data(self) -> bytes:
        """The whole body; it can still be sent afterwards."""
        content = b"".join(self.body)
        self.body = [content]
        return content

    @property
    def text(self) -> str:
        return self.data.decode("utf-8", "replace")


def json_reply(status: int, value: Any, content_type: str = "application/json") -> Reply:
    data = json.dumps(value).encode()
    return Reply(status, [("Content-Type", content_type), ("Content-Length", str(len(data)))], [data])


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"
