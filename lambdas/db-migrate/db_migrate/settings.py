"""What the function's environment says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .errors import MigrationError

_PATTERNS = {
    "DATABASE_HOST": (r"[A-Za-z0-9.:-]{1,255}", "the host name of the writer"),
    "DATABASE_PORT": (r"[1-9][0-9]{0,4}", "its port, such as 3306"),
    "DATABASE_NAME": (r"[a-z][a-z0-9_]{0,47}", "the name of the database, such as petclinic"),
    "MASTER_SECRET_ARN": (r"arn:[^\s]+", "the ARN of the master user's secret"),
}


@dataclass(frozen=True)
class Settings:
    """Where the database is and who may change it."""

    host: str
    port: int
    database: str
    master_secret_arn: str
    extra_ca_certs: Path | None
    """PEM file of certificate authorities that are trusted beside those of RDS."""

    @property
    def address(self) -> str:
        """Host and port, for messages."""
        return f"{self.host}:{self.port}"


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Raises MigrationError with every variable that is missing or wrong."""
    problems = [
        f"{name} is {environment[name]!r}, but has to be {meaning}."
        if name in environment
        else f"{name} is not set: it is {meaning}."
        for name, (pattern, meaning) in _PATTERNS.items()
        if not re.fullmatch(pattern, environment.get(name, ""))
    ]
    if problems:
        raise MigrationError("\n".join(["The function's environment variables are not right.", *problems]))
    extra = environment.get("EXTRA_CA_CERTS")
    return Settings(
        host=environment["DATABASE_HOST"],
        port=int(environment["DATABASE_PORT"]),
        database=environment["DATABASE_NAME"],
        master_secret_arn=environment["MASTER_SECRET_ARN"],
        extra_ca_certs=Path(extra) if extra else None,
    )
