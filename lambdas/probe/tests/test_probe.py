"""The probe against a server of its own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from probe.handler import ProbeError, handler


class Site(BaseHTTPRequestHandler):
    """Answers the status that the path names, to callers with a user agent."""

    def do_GET(self) -> None:
        status = int(self.path[1:]) if self.headers["User-Agent"] == "petclinic-probe" else 403
        self.send_response(status)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Logs nothing: the test's output is its own."""


@pytest.fixture
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def probe(monkeypatch: pytest.MonkeyPatch, site: str, *paths: str) -> None:
    monkeypatch.setenv("PROBE_URL", site)
    monkeypatch.setenv("PROBE_PATHS", json.dumps(paths))
    handler({}, None)


def test_urls_that_answer_200_pass(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    probe(monkeypatch, site, "/200", "/200")


@pytest.mark.parametrize("status", [403, 503, 204])
def test_any_other_answer_fails_the_invocation(
    site: str, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    with pytest.raises(ProbeError, match=f"{site}/{status}: .*{status}"):
        probe(monkeypatch, site, "/200", f"/{status}")


def test_nobody_listening_fails_the_invocation(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ProbeError, match="refused"):
        probe(monkeypatch, "http://127.0.0.1:1", "/")
