"""The packaged function in an execution environment of its own, and the events that come to it."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

UNAVAILABLE = "Chat is currently unavailable. Please try again later."

_RUNNER = Path(__file__).with_name("genai_runner.py")


def event(
    path: str, body: str | None = None, *, method: str = "POST", encoded: bool = False
) -> dict[str, Any]:
    """An event as API Gateway's REST proxy integration sends it."""
    return {
        "resource": "/api/genai/{proxy+}",
        "path": path,
        "httpMethod": method,
        "headers": {
            "Content-Type": "application/json",
            "Host": "example.execute-api.us-west-2.amazonaws.com",
        },
        "multiValueHeaders": {"Content-Type": ["application/json"]},
        "queryStringParameters": None,
        "multiValueQueryStringParameters": None,
        "pathParameters": None,
        "stageVariables": None,
        "requestContext": {
            "resourcePath": path,
            "httpMethod": method,
            "path": f"/live{path}",
            "stage": "live",
            "requestId": "c6af9ac6-7b61-11e6-9a41-93e8deadbeef",
            "identity": {"sourceIp": "192.0.2.1", "userAgent": "test"},
        },
        "body": base64.b64encode(body.encode()).decode() if encoded and body is not None else body,
        "isBase64Encoded": encoded,
    }


class Function:
    """One execution environment of the packaged function."""

    def __init__(self, package: Path, variables: dict[str, str]) -> None:
        plain = {key: value for key, value in os.environ.items() if not key.startswith("AWS_")}
        self._process = subprocess.Popen(
            [sys.executable, str(_RUNNER), str(package)],
            env={**plain, "PYTHONDONTWRITEBYTECODE": "1", **variables},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._lines: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def invoke(self, event: Any, seconds: float = 27) -> dict[str, Any]:
        """The handler's answer, with that much time left until Lambda would end it."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"event": event, "seconds": seconds}) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer

    def ask(self, question: str, session_id: str | None = None, seconds: float = 27) -> dict[str, Any]:
        """The answer to a question that goes well: `answer` and `sessionId`."""
        body = {"question": question, **({"sessionId": session_id} if session_id else {})}
        answer = self.invoke(event("/api/genai", json.dumps(body)), seconds)
        assert answer["statusCode"] == 200, (answer, self._lines)
        value: dict[str, Any] = json.loads(answer["body"])
        return value

    def fail(self, question: str, session_id: str | None = None, seconds: float = 27) -> dict[str, Any]:
        """Asks a question that ends in 503, and returns the line of the log that gives the reason."""
        before = len(self._lines)
        body = {"question": question, **({"sessionId": session_id} if session_id else {})}
        answer = self.invoke(event("/api/genai", json.dumps(body)), seconds)
        assert answer["statusCode"] == 503, answer
        assert json.loads(answer["body"]) == {"message": UNAVAILABLE}
        return self._failure_since(before)

    def failure(self, since: int = 0) -> dict[str, Any]:
        """The last failure in the log behind its first `since` lines."""
        return self._failure_since(since)

    def _failure_since(self, before: int) -> dict[str, Any]:
        for _ in range(100):
            found = [line for line in self.logs()[before:] if line["level"] == "ERROR"]
            if found:
                return found[-1]
            threading.Event().wait(0.02)
        raise AssertionError("nothing was logged as an error")

    def logs(self) -> list[dict[str, Any]]:
        """The log so far, each line parsed."""
        return [json.loads(line) for line in self._lines]

    def close(self) -> None:
        self._process.communicate(timeout=60)

    def _read(self) -> None:
        assert self._process.stderr is not None
        for line in self._process.stderr:
            self._lines.append(line)


NewFunction = Callable[..., Function]
"""Starts an execution environment with other variables."""
