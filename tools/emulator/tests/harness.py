"""A running emulator, as the tests see it."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config

REGION = "us-west-2"
MARIADB = Path(__file__).parents[3] / ".cache" / "mariadb.json"
"""File in which the setup lists the paths of MariaDB's programs."""

Clients = Callable[[str], Any]


def start(state_dir: Path, *arguments: str, mariadb: Path | None = MARIADB) -> subprocess.Popen[str]:
    """The server on a free port, which it prints; its log is written next to its state."""
    command = [sys.executable, "-m", "server", "--port", "0", "--state-dir", str(state_dir)]
    database = [] if mariadb is None else ["--mariadb", str(mariadb)]
    with log_file(state_dir).open("w") as log:
        return subprocess.Popen(
            [*command, *database, *arguments],
            cwd=Path(__file__).parents[1],
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )


def log_file(state_dir: Path) -> Path:
    return state_dir.with_suffix(".log")


def make_role(client: Clients, name: str) -> str:
    """The ARN of a new role that anybody's service may take."""
    document = json.dumps({"Version": "2012-10-17", "Statement": []})
    arn: str = client("iam").create_role(RoleName=name, AssumeRolePolicyDocument=document)["Role"]["Arn"]
    return arn


class Emulator:
    """The server's own endpoints, and clients of the services it emulates."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        started = json.loads(process.stdout.readline())
        self.port: int = started["port"]
        self.pid: int = started["pid"]
        self.url = f"http://127.0.0.1:{self.port}"
        # A client takes 20 ms of processor time to make, as long as a few calls.
        self.client = cache(self._client)

    def status(self) -> dict[str, Any]:
        with urllib.request.urlopen(f"{self.url}/_emulator/status") as response:
            return json.load(response)

    def reset(self) -> None:
        urllib.request.urlopen(urllib.request.Request(f"{self.url}/moto-api/reset", method="POST")).close()

    def _client(self, service: str) -> Any:
        """A client that sends whatever it is given: the server is what checks here."""
        return boto3.client(
            service,
            endpoint_url=self.url,
            region_name=REGION,
            aws_access_key_id="test",
            aws_secret_access_key="test",
            config=Config(parameter_validation=False, retries={"total_max_attempts": 1}),
        )
