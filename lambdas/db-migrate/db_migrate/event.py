"""The event: the application users, as Terraform sends them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .errors import MigrationError
from .tables import OWN_TABLES

PRIVILEGES = ("SELECT", "INSERT", "UPDATE", "DELETE")

# The names that MySQL, MariaDB and RDS keep for themselves.
# https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.MasterAccounts.html
_RESERVED_USERS = {"admin", "mysql", "public", "rds_superuser_role", "rdsadmin", "rdsproxyadmin", "root"}

_SECOND = "_2"
_USER = (
    r"(?!.*_2$)[a-z][a-z0-9_]{0,29}",
    "a letter, then up to 29 of a-z, 0-9 and _, without _2 at the end",
)
_TABLE = (r"[a-z][a-z0-9_]{0,63}", "a letter, then up to 63 of a-z, 0-9 and _")
_SECRET_ARN = (
    r"arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9/_+=.@-]+",
    "the ARN of a secret in Secrets Manager",
)


@dataclass(frozen=True)
class ApplicationUser:
    """A user of the database that an application logs in with."""

    name: str
    secret_arn: str
    """The secret that holds its name and password."""
    grants: Mapping[str, frozenset[str]]
    """Privileges by table; the user has no others."""
    turn: int = 1
    """Number of its password. Two accounts take turns, so that the one before still lets its holders in."""

    @property
    def accounts(self) -> tuple[str, str]:
        """The account of this turn, and that of the one before and the one after."""
        odd, even = self.name, f"{self.name}{_SECOND}"
        return (odd, even) if self.turn % 2 else (even, odd)


def read_event(event: Any) -> tuple[ApplicationUser, ...]:
    """The users of `{"users": [{"name": …, "secretArn": …, "grants": {"<table>": […]}, "turn": 1}]}`.

    Raises MigrationError with everything that is wrong.
    """
    problems = list(_problems(event))
    if problems:
        raise MigrationError("\n".join(["The event is not right, so nothing was changed.", *problems]))
    return tuple(
        ApplicationUser(
            user["name"],
            user["secretArn"],
            {table: frozenset(privileges) for table, privileges in user["grants"].items()},
            user.get("turn", 1),
        )
        for user in event["users"]
    )


def _problems(event: Any) -> Iterator[str]:
    yield from _object("the event", event, ("users",))
    users = event.get("users", []) if isinstance(event, dict) else []
    if not isinstance(users, list):
        yield f"users is {_kind(users)}, but has to be a list."
        return
    for index, user in enumerate(users):
        yield from _user_problems(f"users[{index}]", user)
    for key in ("name", "secretArn"):
        values = [user[key] for user in users if isinstance(user, dict) and isinstance(user.get(key), str)]
        for value, count in Counter(values).items():
            if count > 1:
                yield f"users: {count} of them have the {key} {value!r}, but each needs its own."


def _user_problems(place: str, user: Any) -> Iterator[str]:
    yield from _object(place, user, ("name", "secretArn", "grants"), ("turn",))
    if not isinstance(user, dict):
        return
    if "name" in user:
        yield from _matches(f"{place}.name", user["name"], _USER)
        if isinstance(user["name"], str) and user["name"] in _RESERVED_USERS:
            yield f"{place}.name is {user['name']!r}, which belongs to the database itself."
    if "secretArn" in user:
        yield from _matches(f"{place}.secretArn", user["secretArn"], _SECRET_ARN)
    turn = user.get("turn", 1)
    if not isinstance(turn, int) or isinstance(turn, bool) or turn < 1:
        yield f"{place}.turn is {turn!r}, but has to be a whole number from 1 on."
    if "grants" in user:
        yield from _grant_problems(f"{place}.grants", user["grants"])


def _grant_problems(place: str, grants: Any) -> Iterator[str]:
    if not isinstance(grants, dict) or not grants:
        yield f'{place} is {_kind(grants)}, but has to be an object such as {{"owners": ["SELECT"]}}.'
        return
    allowed = ", ".join(PRIVILEGES)
    for table, privileges in grants.items():
        yield from _matches(f"{place}: a table", table, _TABLE)
        if table in OWN_TABLES:
            yield f"{place}.{table} is a table of the migrations, which no application may touch."
        if not isinstance(privileges, list) or not privileges:
            yield f"{place}.{table} is {_kind(privileges)}, but has to be a list out of {allowed}."
            continue
        for privilege in privileges:
            if privilege not in PRIVILEGES:
                yield f"{place}.{table} has {privilege!r}: allowed are {allowed}."
        if len({str(privilege) for privilege in privileges}) < len(privileges):
            yield f"{place}.{table} names a privilege twice."


def _object(place: str, value: Any, keys: tuple[str, ...], optional: tuple[str, ...] = ()) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{place} is {_kind(value)}, but has to be an object with {', '.join(keys)}."
        return
    yield from (f"{place} has no {key}." for key in keys if key not in value)
    for key in value:
        if key not in keys + optional:
            yield f"{place} has {key!r}, which is unknown: it may have {', '.join(keys + optional)}."


def _matches(place: str, value: Any, form: tuple[str, str]) -> Iterator[str]:
    pattern, meaning = form
    if not isinstance(value, str) or not re.fullmatch(pattern, value):
        yield f"{place} is {value!r}, but has to be {meaning}."


def _kind(value: Any) -> str:
    if value in ({}, []):
        return "empty"
    kinds: dict[type, str] = {dict: "an object", list: "a list", str: "a text", type(None): "null"}
    return kinds.get(type(value), repr(value))
