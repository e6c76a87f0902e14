"""The application users: as the event says, each with the password of its secret.

Secret first, then the record, then the user: whatever breaks off in between, the next run goes on from there.
"""

from __future__ import annotations

import logging
import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pymysql

from .budget import Budget
from .connection import Credentials, LoginRefusedError, NotReadyError, connect
from .errors import MigrationError
from .event import ApplicationUser
from .grants import account, make_grants_equal
from .password import native_hash, new_password
from .secret_store import SecretStore
from .session import Session
from .settings import Settings
from .tables import OWN_TABLES, table_names

logger = logging.getLogger(__name__)

_MUST_CHANGE_PASSWORD = 1820

MayLogIn = Callable[[Credentials], bool]


def login_check(settings: Settings, tls: ssl.SSLContext, budget: Budget) -> MayLogIn:
    """Whether the database lets a user in, found out by trying.

    The check raises MigrationError when it cannot tell.
    """

    def may_log_in(credentials: Credentials) -> bool:
        try:
            session = connect(settings, tls, credentials, budget)
            try:
                # An expired password may log in on some servers, but do nothing then.
                session.run("DO 0")
            finally:
                session.close()
        except LoginRefusedError:
            return False
        except pymysql.err.MySQLError as error:
            if error.args[:1] == (_MUST_CHANGE_PASSWORD,):
                return False
            raise
        except NotReadyError as error:
            raise MigrationError(
                f"The password of {credentials.username} cannot be tried at {settings.address}: {error}."
            ) from error
        return True

    return may_log_in


@dataclass(frozen=True)
class Users:
    """The users of one database, through the session of its master user."""

    session: Session
    store: SecretStore
    may_log_in: MayLogIn
    database: str
    master: str

    def make(self, users: Sequence[ApplicationUser]) -> None:
        """Makes the users equal to `users`, and removes those made before that are not among them.

        Raises MigrationError, before anything is changed when tables or names are the reason.
        """
        recorded = {str(name) for (name,) in self.session.rows("SELECT name FROM application_users")}
        self._refuse(users, recorded)
        for user in users:
            self._make_one(user, user.name in recorded)
        for name in sorted(recorded - {user.name for user in users}):
            self.session.run(f"DROP USER IF EXISTS {account(name)}")
            self.session.run("DELETE FROM application_users WHERE name = %s", (name,))
            logger.info("user removed", extra={"database_user": name})

    def _refuse(self, users: Sequence[ApplicationUser], recorded: set[str]) -> None:
        tables = table_names(self.session) - OWN_TABLES
        problems = [
            f"{user.name}: there is no table {table} to grant on, only {', '.join(sorted(tables))}."
            for user in users
            for table in sorted(user.grants)
            if table not in tables
        ]
        problems += [
            f"{user.name}: this user exists, and this function did not make it: rename or drop it."
            for user in users
            if user.name == self.master
            or (user.name not in recorded and self._tls_demand(user.name) is not None)
        ]
        if problems:
            raise MigrationError("\n".join(["The users cannot be made, so none was changed.", *problems]))

    def _make_one(self, user: ApplicationUser, is_recorded: bool) -> None:
        credentials = self._credentials(user)
        if not is_recorded:
            self.session.run("INSERT INTO application_users (name) VALUES (%s)", (user.name,))
        demand = self._tls_demand(user.name)
        identified = (
            f"{account(user.name)} IDENTIFIED WITH mysql_native_password"
            f" AS '{native_hash(credentials.password)}' REQUIRE SSL ACCOUNT UNLOCK"
        )
        if demand is None:
            self.session.run(f"CREATE USER {identified}")
            logger.info("user made", extra={"database_user": user.name})
        elif demand != "ANY" or not self.may_log_in(credentials):
            self.session.run(f"ALTER USER {identified}")
            logger.info("user made equal to its secret", extra={"database_user": user.name})
        make_grants_equal(self.session, self.database, user.name, user.grants)

    def _credentials(self, user: ApplicationUser) -> Credentials:
        """Those of the secret; new ones when it holds none, or those of a user of another name."""
        found = self.store.find(user.secret_arn)
        if found is not None and found.username == user.name:
            return found
        made = Credentials(user.name, new_password())
        self.store.write(user.secret_arn, made)
        logger.info("password made", extra={"database_user": user.name, "secret": user.secret_arn})
        return made

    def _tls_demand(self, name: str) -> str | None:
        """`ANY` when the user has to use TLS, something else when not, None when there is no such user."""
        rows = self.session.rows("SELECT ssl_type FROM mysql.user WHERE user = %s AND host = '%%'", (name,))
        return str(rows[0][0]) if rows else None
