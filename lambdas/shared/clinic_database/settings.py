"""The environment variables of a function."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

Patterns = Mapping[str, tuple[str, str]]
"""Patterns of values, by variable, and their meaning as the end of a sentence."""

_DATABASE: Patterns = {
    "DATABASE_HOST": (r"[A-Za-z0-9.:-]{1,255}", "the host name of the writer"),
    "DATABASE_PORT": (r"[1-9][0-9]{0,4}", "its port, such as 3306"),
    "DATABASE_NAME": (r"[a-z][a-z0-9_]{0,47}", "the name of the database, such as petclinic"),
}


class SettingsError(Exception):
    """Variables that are missing or wrong: one problem a line."""


@dataclass(frozen=True)
class DatabaseSettings:
    """The address of the database and the trust in its certificate."""

    host: str
    port: int
    name: str
    extra_ca_certs: str
    """PEM file of certificate authorities that are trusted beside those of RDS; empty for none."""

    @property
    def address(self) -> str:
        """Host and port, for messages."""
        return f"{self.host}:{self.port}"


def read_settings(environment: Mapping[str, str], others: Patterns) -> DatabaseSettings:
    """The database's settings, once they and the variables `others` fit. Raises SettingsError."""
    problems = [
        f"{name} is {environment[name]!r}, but has to be {meaning}."
        if name in environment
        else f"{name} is not set: it is {meaning}."
        for name, (pattern, meaning) in {**_DATABASE, **others}.items()
        if not re.fullmatch(pattern, environment.get(name, ""))
    ]
    if problems:
        raise SettingsError("\n".join(problems))
    return DatabaseSettings(
        environment["DATABASE_HOST"],
        int(environment["DATABASE_PORT"]),
        environment["DATABASE_NAME"],
        environment.get("EXTRA_CA_CERTS", ""),
    )
