"""Deploying and invoking Lambda functions, as the tests do it."""

from __future__ import annotations

import io
import json
import textwrap
import time
import zipfile
from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from harness import Clients

ECHO = """
    def handler(event, context):
        return event
"""
PID = (
    "import os, time\ndef handler(event, context): print(os.getpid()); time.sleep(event); return os.getpid()"
)
"""Sleeps for as many seconds as the event says; its process is what it prints and answers."""

TRUST = '{"Version": "2012-10-17", "Statement": []}'


def package(source: str, **others: str) -> bytes:
    """A zip with `main.py`, and further files by name (`lib__util_py` is `lib/util.py`)."""
    files = {"main_py": source, **others}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in files.items():
            archive.writestr(name.replace("__", "/").replace("_py", ".py"), textwrap.dedent(text))
    return buffer.getvalue()


@dataclass
class Result:
    """An answer of Invoke."""

    payload: Any
    error: str | None
    version: str | None
    log: list[str]


class Functions:
    """The functions of one emulator."""

    def __init__(self, client: Clients) -> None:
        self.api = client("lambda")
        self.logs = client("logs")
        self.iam = client("iam")

    def deploy(self, source: str, name: str = "fn", **settings: Any) -> dict[str, Any]:
        """Creates the function `name` with a role of its own, and its log group."""
        role = self.iam.create_role(RoleName=f"{name}-role", AssumeRolePolicyDocument=TRUST)["Role"]["Arn"]
        self.logs.create_log_group(logGroupName=f"/aws/lambda/{name}")
        arguments = {
            "Runtime": "python3.11",
            "Handler": "main.handler",
            "Role": role,
            "Timeout": 20,
            "MemorySize": 512,
            "Code": {"ZipFile": package(source)},
            **settings,
        }
        return self.api.create_function(FunctionName=name, **arguments)

    def update(self, source: str, name: str = "fn") -> None:
        self.api.update_function_code(FunctionName=name, ZipFile=package(source))

    def invoke(self, event: Any = None, name: str = "fn", **arguments: Any) -> Result:
        answer = self.api.invoke(
            FunctionName=name, Payload=json.dumps(event).encode(), LogType="Tail", **arguments
        )
        body = answer["Payload"].read()
        log = b64decode(answer.get("LogResult", "")).decode()
        payload = json.loads(body) if body else None
        return Result(payload, answer.get("FunctionError"), answer.get("ExecutedVersion"), log.splitlines())

    def messages(self, group: str = "/aws/lambda/fn") -> list[str]:
        """All messages of a log group, those of one stream after those of another."""
        found = []
        for stream in self.logs.describe_log_streams(logGroupName=group)["logStreams"]:
            events = self.logs.get_log_events(
                logGroupName=group, logStreamName=stream["logStreamName"], startFromHead=True
            )
            found += [event["message"] for event in events["events"]]
        return found

    def first_pid(self, name: str = "fn") -> int:
        """The process that a running invocation of `PID` printed; waits for it."""
        group = f"/aws/lambda/{name}"
        return int(eventually(lambda: [each for each in self.messages(group) if each.isdigit()])[-1])

    def run_on(self, name: str = "fn") -> int:
        """Leaves an invocation of `PID` running, and returns its process."""
        self.api.invoke(FunctionName=name, InvocationType="Event", Payload=b"300")
        return self.first_pid(name)


def gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split(")")[1].split()[0] == "Z"
    except FileNotFoundError:
        return True


def eventually(holds: Callable[[], Any], seconds: float = 60) -> Any:
    """Waits until `holds` returns something true, and returns it."""
    deadline = time.monotonic() + seconds
    while not (value := holds()):
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)
    return value
