"""MariaDB's own client, as somebody who connects to a database of the emulator."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path

from harness import MARIADB
from server.mariadb import Programs

PROGRAMS = Programs.load(MARIADB)


class RefusedError(Exception):
    """The client's message when it does not get through or a statement fails."""


@dataclass(frozen=True)
class Connection:
    port: int
    user: str
    password: str
    ca_file: Path | None
    """Certificate authority that verifies the server; None connects without TLS."""
    host: str = "127.0.0.1"

    def run(self, sql: str, database: str = "") -> list[str]:
        """The rows, columns joined by tabs. Raises RefusedError."""
        tls = [f"--ssl-ca={self.ca_file}", "--ssl-verify-server-cert"] if self.ca_file else ["--skip-ssl"]
        place = ["--protocol=tcp", f"--host={self.host}", f"--port={self.port}", f"--user={self.user}"]
        command = [PROGRAMS.client, "--no-defaults", "--batch", "--skip-column-names", *place, *tls]
        environment = {**os.environ, **PROGRAMS.environment(), "MYSQL_PWD": self.password}
        result = subprocess.run(
            [*command, "-e", sql, database], env=environment, capture_output=True, text=True, timeout=120
        )
        if result.returncode != 0:
            raise RefusedError(result.stderr)
        return result.stdout.splitlines()

    def with_password(self, password: str) -> Connection:
        return replace(self, password=password)

    def without_tls(self) -> Connection:
        return replace(self, ca_file=None)
