"""The application users: as the event says, each with the password of its secret.

The record first, then the account with its rights, and the secret last: whoever reads that at any moment
gets in, and the next run makes anew whatever breaks off before it.

https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotation-strategy.html
"""

from __future__ import annotations

import hashlib
import logging
import secrets
import string
from collections.abc import Sequence
from dataclasses import dataclass

import pymysql
from clinic_database.connection import Credentials, error_number

from .errors import MigrationError
from .event import ApplicationUser
from .grants import account, make_grants_equal
from .secret_store import SecretStore
from .session import LoginRefusedError, NotReadyError, Server, Session
from .tables import OWN_TABLES, table_names

logger = logging.getLogger(__name__)

_MUST_CHANGE_PASSWORD = 1820

# Letters and digits need no escape in JDBC addresses, YAML or a shell. 40 of them are 238 bits.
_ALPHABET = string.ascii_letters + string.digits
_LENGTH = 40


@dataclass(frozen=True)
class Users:
    """The users of one database, through the session of its master user."""

    session: Session
    server: Server
    store: SecretStore
    database: str
    master: str

    def make(self, users: Sequence[ApplicationUser]) -> None:
        """Makes the users equal to `users`, and removes those made before that are not among them.

        Raises MigrationError, before anything is changed when tables or names are the reason.
        """
        recorded = {str(name) for (name,) in self.session.rows("SELECT name FROM application_users")}
        self._refuse(users, recorded)
        for user in users:
            self._make_one(user, recorded)
        for name in sorted(recorded - {each for user in users for each in user.accounts}):
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
            if self.master in user.accounts
            or any(name not in recorded and self._tls_demand(name) is not None for name in user.accounts)
        ]
        if problems:
            raise MigrationError("\n".join(["The users cannot be made, so none was changed.", *problems]))

    def _make_one(self, user: ApplicationUser, recorded: set[str]) -> None:
        name, other = user.accounts
        found = self.store.find(user.secret_arn)
        known = found if found is not None and found.username == name else None
        credentials = known or Credentials(name, "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH)))
        if name not in recorded:
            self.session.run("INSERT INTO application_users (name) VALUES (%s)", (name,))
        demand = self._tls_demand(name)
        identified = (
            f"{account(name)} IDENTIFIED WITH mysql_native_password"
            f" AS '{_native_hash(credentials.password)}' REQUIRE SSL ACCOUNT UNLOCK"
        )
        if demand is None:
            self.session.run(f"CREATE USER {identified}")
            logger.info("user made", extra={"database_user": name})
        elif known is None or demand != "ANY" or not self._may_log_in(known):
            self.session.run(f"ALTER USER {identified}")
            logger.info("password set", extra={"database_user": name})
        make_grants_equal(self.session, self.database, name, user.grants)
        # Whoever read the secret in the turn before works on with this one.
        if other in recorded and self._tls_demand(other) is not None:
            make_grants_equal(self.session, self.database, other, user.grants)
        if known is None:
            self.store.write(user.secret_arn, credentials)
            logger.info("password made", extra={"database_user": name, "secret": user.secret_arn})

    def _tls_demand(self, name: str) -> str | None:
        """`ANY` when the user has to use TLS, something else when not, None when there is no such user."""
        rows = self.session.rows("SELECT ssl_type FROM mysql.user WHERE user = %s AND host = '%%'", (name,))
        return str(rows[0][0]) if rows else None

    def _may_log_in(self, credentials: Credentials) -> bool:
        """Tries a login, and tells whether it succeeds. Raises MigrationError if it cannot tell."""
        try:
            session = self.server.log_in(credentials)
            try:
                # An expired password may log in on some servers, but do nothing then.
                session.run("DO 0")
            finally:
                session.close()
        except LoginRefusedError:
            return False
        except NotReadyError as error:
            raise MigrationError(
                f"The password of {credentials.username} cannot be tried: {error}."
            ) from error
        except pymysql.err.MySQLError as error:
            if error_number(error) != _MUST_CHANGE_PASSWORD:
                raise
            return False
        return True


def _native_hash(password: str) -> str:
    """The form in which mysql_native_password keeps a password: no statement or log ever holds the password.

    https://dev.mysql.com/doc/refman/8.0/en/native-pluggable-authentication.html
    """
    # The plugin's own algorithm; the strength lies in the password's length.
    inner = hashlib.sha1(password.encode()).digest()
    return "*" + hashlib.sha1(inner).hexdigest().upper()
