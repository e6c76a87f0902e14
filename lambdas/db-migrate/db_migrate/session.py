"""The master user's session, whose password RDS changes every seven days."""

from __future__ import annotations

import logging
import ssl
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import pymysql
from clinic_database.connection import Credentials, connect, error_number, execute
from clinic_database.deadline import Deadline
from clinic_database.settings import DatabaseSettings
from pymysql.constants import CR, ER

from .errors import MigrationError
from .secret_store import SecretStore

if TYPE_CHECKING:
    from pymysql.connections import Connection
    from pymysql.cursors import Cursor

logger = logging.getLogger(__name__)

Row = tuple[Any, ...]

# The account is locked, or its password has expired: the numbers of MySQL, then of MariaDB.
_REFUSED = {ER.ACCESS_DENIED_ERROR, 3118, 4151, 1862}
# The server is not there, not ready yet or full for the moment.
_PASSING = {CR.CR_CONN_HOST_ERROR, CR.CR_SERVER_LOST, CR.CR_SERVER_GONE_ERROR, ER.CON_COUNT_ERROR, 1053}

_CONNECT_SECONDS = 5.0
_READY_SECONDS = 60.0
_LOGIN_TRIES = 5
_LOCK_SECONDS = 120.0
_PAUSE_SECONDS = 1.0


class LoginRefusedError(Exception):
    """The server does not let this user in with this password."""


class NotReadyError(Exception):
    """The server cannot be reached or is not ready: it may be a little later."""


class Session:
    """Statements on one connection. Each commits by itself, and none outlives the function."""

    def __init__(self, connection: Connection[Cursor], deadline: Deadline) -> None:
        self._connection = connection
        self._deadline = deadline

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """The rows that a query finds."""
        # One second stays for the last words.
        seconds = max(self._deadline.seconds_left, 1.0)
        return list(execute(self._connection, sql, values, seconds=seconds).fetchall())

    def run(self, sql: str, values: Sequence[object] = ()) -> None:
        """Runs a statement that finds nothing."""
        self.rows(sql, values)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commits the statements inside together; an error rolls all of them back."""
        self.run("START TRANSACTION")
        try:
            yield
            self.run("COMMIT")
        except BaseException:
            # On a lost connection the server rolls back by itself.
            with suppress(pymysql.err.MySQLError):
                self.run("ROLLBACK")
            raise

    @contextmanager
    def lock(self, name: str) -> Iterator[None]:
        """Holds the server-wide lock `name`. Raises MigrationError when another holds it for too long.

        The server frees it when the connection ends, however that ends.
        https://dev.mysql.com/doc/refman/8.0/en/locking-functions.html
        """

        def take() -> bool:
            [(got,)] = self.rows("SELECT GET_LOCK(%s, 0)", (name,))
            return bool(got)

        waited = _wait(take, self._deadline, _LOCK_SECONDS)
        if waited is not None:
            [(holder,)] = self.rows("SELECT IS_USED_LOCK(%s)", (name,))
            raise MigrationError(
                f"Another migration holds the lock {name} (database connection {holder}); waited for it for "
                f"{waited:.0f} s. Deploy again when it is through."
            )
        try:
            yield
        finally:
            # A lost connection has freed it.
            with suppress(pymysql.err.MySQLError):
                self.run("SELECT RELEASE_LOCK(%s)", (name,))

    def close(self) -> None:
        """Ends the connection; a lost one is ended already."""
        with suppress(pymysql.err.MySQLError):
            self._connection.close()


class Server:
    """The database server, and logins to it."""

    def __init__(self, settings: DatabaseSettings, tls: ssl.SSLContext, deadline: Deadline) -> None:
        self._settings = settings
        self._tls = tls
        self._deadline = deadline

    def log_in(self, credentials: Credentials, database: str | None = None) -> Session:
        """A session of the user, in `database` if there is one.

        Raises LoginRefusedError, NotReadyError or MigrationError.
        """
        address, user = self._settings.address, credentials.username
        seconds = min(max(self._deadline.seconds_left, 1.0), _CONNECT_SECONDS)
        try:
            connection = connect(
                self._settings, self._tls, credentials, seconds=seconds, lock_seconds=60, database=database
            )
        except pymysql.err.MySQLError as error:
            cause, number = getattr(error, "original_exception", None), error_number(error)
            if isinstance(cause, ssl.SSLError):
                raise MigrationError(
                    f"{address} is not trusted, so no password was sent: {cause}. The certificate has to "
                    f"be for {self._settings.host}, from an authority of RDS in the package or of "
                    "EXTRA_CA_CERTS."
                ) from error
            if number in _REFUSED:
                raise LoginRefusedError(f"{address} does not let {user} in (error {number})") from error
            if number in _PASSING:
                raise NotReadyError(f"{address} cannot be reached: {error.args[-1]}") from error
            raise MigrationError(f"{address} refuses the connection of {user}: {error.args}.") from error
        return Session(connection, self._deadline)

    def log_in_as_master(self, store: SecretStore, secret_arn: str) -> tuple[str, Session]:
        """The master user's name and session, in the database. Raises MigrationError.

        The secret is read anew for each try: a new password is in the database a moment before it is in the
        secret, or after. https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-secrets-manager.html
        """
        made: list[tuple[str, Session]] = []
        errors: list[Exception] = []

        def attempt() -> bool:
            credentials = store.credentials(secret_arn)
            try:
                made.append((credentials.username, self.log_in(credentials, self._settings.name)))
            except (LoginRefusedError, NotReadyError) as error:
                errors.append(error)
            return bool(made) or sum(isinstance(each, LoginRefusedError) for each in errors) == _LOGIN_TRIES

        waited = _wait(attempt, self._deadline, _READY_SECONDS)
        if made:
            return made[0]
        if isinstance(errors[-1], LoginRefusedError):
            raise MigrationError(
                f"{errors[-1]}, although {secret_arn} was read anew {len(errors)} times. Is that the secret "
                "of this cluster's master user, and did its last rotation succeed?"
            ) from errors[-1]
        raise MigrationError(
            f"The database at {errors[-1]}. Tried for {waited or 0:.0f} s. Check that the cluster is "
            "available, that its security group admits the function's on this port, and that its subnets "
            "can be reached."
        ) from errors[-1]


def _wait(succeeds: Callable[[], bool], deadline: Deadline, at_most: float) -> float | None:
    """Waits until `succeeds`, then returns None; the seconds waited when it never did."""
    started = time.monotonic()
    give_up = started + min(deadline.seconds_left, at_most)
    while not succeeds():
        if time.monotonic() >= give_up:
            return time.monotonic() - started
        time.sleep(_PAUSE_SECONDS)
    return None
