"""The parts of a WSGI request that identification and checking read, without taking them away from moto."""

from __future__ import annotations

import gzip
import io
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from werkzeug.datastructures import EnvironHeaders

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

FORM_TYPE = "application/x-www-form-urlencoded"


class HttpRequest:
    """A view of a request. The body is read only when asked for, and put back for whoever comes next."""

    def __init__(self, environ: WSGIEnvironment) -> None:
        self.environ = environ
        self.method: str = environ["REQUEST_METHOD"]
        self.path: str = environ.get("PATH_INFO", "")
        self.headers = EnvironHeaders(environ)

    @cached_property
    def raw_path(self) -> str:
        """The path still percent-encoded, so that the slashes of an ARN do not separate segments."""
        uri: str = self.environ.get("REQUEST_URI") or self.path
        path = uri.partition("?")[0]
        if path.startswith(("http://", "https://")):
            path = "/" + path.split("/", 3)[3] if path.count("/") > 2 else "/"
        return path

    @cached_property
    def query(self) -> dict[str, list[str]]:
        return parse_qs(self.environ.get("QUERY_STRING", ""), keep_blank_values=True)

    @cached_property
    def form(self) -> dict[str, list[str]]:
        """The fields of a form body; empty for every other content type, whose body stays unread."""
        if not (self.headers.get("Content-Type") or "").startswith(FORM_TYPE):
            return {}
        return parse_qs(self.body.decode("utf-8"), keep_blank_values=True)

    @cached_property
    def body(self) -> bytes:
        """The whole body, decompressed: not every service of moto can do that itself."""
        terminated = self.environ.get("wsgi.input_terminated")
        length = -1 if terminated else int(self.environ.get("CONTENT_LENGTH") or 0)
        data: bytes = self.environ["wsgi.input"].read(length)
        if self.environ.get("HTTP_CONTENT_ENCODING") == "gzip":
            data = gzip.decompress(data)
            del self.environ["HTTP_CONTENT_ENCODING"]
        replace_body(self.environ, data)
        return data


def replace_body(environ: WSGIEnvironment, data: bytes) -> None:
    """Let the next reader find `data`, as a body of known length."""
    environ["wsgi.input"] = io.BytesIO(data)
    environ["wsgi.input_terminated"] = False
    environ["CONTENT_LENGTH"] = str(len(data))
    environ.pop("HTTP_TRANSFER_ENCODING", None)
