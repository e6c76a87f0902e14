"""The server side of Lambda's Runtime API, one small HTTP server for each execution environment.

https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html. A server each tells environments apart: the
runtime client knows a host and a port, and no more.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from queue import SimpleQueue
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Event, Thread
from typing import Any

from .invocation import Invocation

_PREFIX = "/2018-06-01/runtime"
_STATUS = {200: "OK", 202: "Accepted", 400: "Bad Request", 404: "Not Found"}

Response = tuple[int, dict[str, str], bytes]


class RuntimeApi:
    """Hands invocations to the one runtime that asks here, and takes its answers.

    `begin` runs before the runtime gets an event, `settle` before its answer counts.
    """

    def __init__(self, begin: Callable[[Invocation], None], settle: Callable[[], None]) -> None:
        self._begin = begin
        self._settle = settle
        self._waiting: SimpleQueue[Invocation | None] = SimpleQueue()
        self._current: Invocation | None = None
        self._offered = Event()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.api = self
        self.address = f"127.0.0.1:{self._server.server_address[1]}"
        Thread(target=self._server.serve_forever, daemon=True).start()

    def offer(self, invocation: Invocation) -> None:
        """Let the runtime have this invocation when it next asks for one."""
        self._current = invocation
        self._offered.set()
        self._waiting.put(invocation)

    def close(self) -> None:
        self._offered.set()
        self._waiting.put(None)
        Thread(target=self._close, daemon=True).start()  # it takes up to half a second

    def _close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def respond(self, method: str, path: str, body: bytes) -> Response:
        if (method, path) == ("GET", f"{_PREFIX}/invocation/next"):
            return self._next()
        # A runtime that cannot start says so at once, which may be before it has an invocation to fail.
        self._offered.wait()
        invocation = self._current
        if method != "POST" or invocation is None:
            return 404, {}, b""
        if path == f"{_PREFIX}/init/error":
            answer = invocation.fail_to_start
        elif path == f"{_PREFIX}/invocation/{invocation.request_id}/response":
            answer = invocation.succeed
        elif path == f"{_PREFIX}/invocation/{invocation.request_id}/error":
            answer = invocation.fail
        else:
            return 400, {}, json.dumps({"errorType": "InvalidRequestID"}).encode()
        self._settle()
        answer(body)
        return 202, {}, json.dumps({"status": "OK"}).encode()

    def _next(self) -> Response:
        invocation = self._waiting.get()
        if invocation is None:
            raise ConnectionAbortedError
        self._begin(invocation)
        return 200, invocation.headers(), invocation.payload


class _Server(ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    api: RuntimeApi

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A connection that breaks is no error: it ends with the process on its other side."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class _Handler(StreamRequestHandler):
    """HTTP as the runtime client speaks it.

    Python's own http.server refuses headers above 64 KiB. The stack trace of an endless recursion, which the
    client sends in a header, is longer.
    """

    server: _Server

    def handle(self) -> None:
        while request := self.rfile.readline():
            method, path, _ = request.decode("latin-1").split(" ", 2)
            length = 0
            while (line := self.rfile.readline().strip()) != b"":
                name, _, value = line.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
            self._send(*self.server.api.respond(method, path, self.rfile.read(length)))

    def _send(self, status: int, headers: dict[str, str], body: bytes) -> None:
        sent = {"Content-Type": "application/json", "Content-Length": str(len(body)), **headers}
        head = "".join(f"{name}: {value}\r\n" for name, value in sent.items())
        self.wfile.write(f"HTTP/1.1 {status} {_STATUS[status]}\r\n{head}\r\n".encode("latin-1") + body)
