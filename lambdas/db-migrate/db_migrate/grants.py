"""The privileges of a user: read from the server, compared, and changed where it differs."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping

from .errors import MigrationError
from .session import Session

logger = logging.getLogger(__name__)

_NAME = r"`(?:[^`]|``)*`"
_ACCOUNT = r"(?:'[^']*'|`[^`]*`)@(?:'[^']*'|`[^`]*`)"
_OBJECT = rf"(?:[A-Z]+ )*(?:\*|{_NAME})\.(?:\*|{_NAME})"
_GRANT = re.compile(
    rf"GRANT (?P<privileges>.+?) ON (?P<object>{_OBJECT}|{_ACCOUNT}) TO {_ACCOUNT}(?P<rest>.*)"
)
_ROLE = re.compile(rf"GRANT (?P<roles>(?:{_NAME}(?:@{_NAME})?(?:,\s*)?)+) TO {_ACCOUNT}.*")
_DEFAULT_ROLE = re.compile(r"SET DEFAULT ROLE .*")
_PRIVILEGE = re.compile(r"([A-Z_ ]+(?:\([^)]*\))?)(?:, *|$)")


def account(name: str) -> str:
    """The user from any host, as SQL. Names hold nothing that would have to be escaped."""
    return f"'{name}'@'%'"


def make_grants_equal(
    session: Session, database: str, user: str, grants: Mapping[str, frozenset[str]]
) -> None:
    """Gives the user `grants` (privileges by table of `database`) and takes everything else from it."""
    missing = {f"`{database}`.`{table}`": set(privileges) for table, privileges in grants.items()}
    for statement in _shown(session, user):
        role = _ROLE.fullmatch(statement)
        if role is not None:
            _run(session, user, f"REVOKE {role['roles']} FROM {account(user)}")
            continue
        if _DEFAULT_ROLE.fullmatch(statement):
            continue
        grant = _GRANT.fullmatch(statement)
        if grant is None:
            raise MigrationError(
                f"The user {user} has a grant that this function cannot read: revoke it by hand."
            )
        target = grant["object"]
        held = {privilege.strip() for privilege in _PRIVILEGE.findall(grant["privileges"])} - {"USAGE"}
        surplus = held - missing.get(target, set())
        missing[target] = missing.get(target, set()) - held
        if "GRANT OPTION" in grant["rest"]:
            _run(session, user, f"REVOKE GRANT OPTION ON {target} FROM {account(user)}")
        if surplus:
            _run(session, user, f"REVOKE {', '.join(sorted(surplus))} ON {target} FROM {account(user)}")
    for target, privileges in missing.items():
        if privileges:
            _run(session, user, f"GRANT {', '.join(sorted(privileges))} ON {target} TO {account(user)}")


def _shown(session: Session, user: str) -> list[str]:
    return [str(statement) for (statement,) in session.rows(f"SHOW GRANTS FOR {account(user)}")]


def _run(session: Session, user: str, statement: str) -> None:
    session.run(statement)
    logger.info("privileges changed", extra={"database_user": user, "statement": statement})
