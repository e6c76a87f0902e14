"""The event: the application users, as Terraform sends them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .errors import MigrationError
from .tables import OWN_TABLES

PRIVILEGES = ("SELECT", "INSERT", "UPDATE", "DELETE")

# The names that MySQL, MariaDB and RDS keep for themselves.
# https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.MasterAccounts.html
_RESERVED_USERS = {"admin", "mysql", "public", "rds_superuser_role", "rdsadmin", "rdsproxyadmin", "root"}

_SECOND = "_2"
_USER = re.compile(r"(?!.*_2$)[a-z][a-z0-9_]{0,29}")
_TABLE = re.compile(r"[a-z][a-z0-9_]{0,63}")
_SECRET_ARN = re.compile(r"arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9/_+=.@-]+")

_FORM = '{"users": [{"name": "vets", "secretArn": "arn:…", "grants": {"vets": ["SELECT"]}, "turn": 1}]}'


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
    """The users of the event, in the form of `_FORM`; a turn may be left out.

    Synthesis checks users in more words. The names and privileges here become SQL, whoever sends them. Raises
    MigrationError with everything that is wrong.
    """
    try:
        users = _users(**event)
    except (TypeError, AttributeError) as error:
        raise MigrationError(f"The event is not {_FORM}, so nothing was changed: {error}.") from error
    problems = [*_duplicates(users), *(problem for user in users for problem in _problems(user))]
    if problems:
        raise MigrationError("\n".join(["The event is not right, so nothing was changed.", *problems]))
    return users


def _users(users: Sequence[Mapping[str, Any]]) -> tuple[ApplicationUser, ...]:
    """Raises TypeError or AttributeError for what is not in the form, an unknown key among it."""
    return tuple(_user(**user) for user in users)


def _user(name: Any, secretArn: Any, grants: Any, turn: Any = 1) -> ApplicationUser:  # noqa: N803
    privileges = {table: frozenset(privileges) for table, privileges in grants.items()}
    return ApplicationUser(name, secretArn, privileges, turn)


def _duplicates(users: Sequence[ApplicationUser]) -> Iterator[str]:
    for values in ([str(user.name) for user in users], [str(user.secret_arn) for user in users]):
        for value, count in Counter(values).items():
            if count > 1:
                yield f"{count} users have {value!r}, but each needs its own."


def _problems(user: ApplicationUser) -> Iterator[str]:
    name, turn = user.name, user.turn
    if not _fits(_USER, name):
        yield f"{name!r} is no name of a user: a letter, then at most 29 of a-z, 0-9, _, and no _2 behind."
    elif name in _RESERVED_USERS:
        yield f"{name!r} belongs to the database itself."
    if not _fits(_SECRET_ARN, user.secret_arn):
        yield f"{name!r}: {user.secret_arn!r} is not the ARN of a secret in Secrets Manager."
    if not isinstance(turn, int) or isinstance(turn, bool) or turn < 1:
        yield f"{name!r}: turn {turn!r} is not a whole number from 1 on."
    for table, privileges in user.grants.items():
        if not _fits(_TABLE, table):
            yield f"{name!r}: {table!r} is no name of a table: a letter, then up to 63 of a-z, 0-9 and _."
        if table in OWN_TABLES:
            yield f"{name!r}: {table} is a table of the migrations, which no application may touch."
        for privilege in sorted(privileges.difference(PRIVILEGES), key=str):
            yield f"{name!r}: {privilege!r} on {table}, but allowed are {', '.join(PRIVILEGES)}."


def _fits(pattern: re.Pattern[str], value: Any) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None
