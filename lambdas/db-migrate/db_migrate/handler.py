"""The Lambda function: Terraform invokes it when the cluster is made, and when package or users change."""

from __future__ import annotations

import logging
import os
from typing import Any

import pymysql
from clinic_database.connection import tls_context
from clinic_database.deadline import Deadline, LambdaContext
from clinic_database.settings import SettingsError, read_settings

from .errors import MigrationError
from .event import read_event
from .files import SQL_FOLDER, read_migrations
from .migrate import migrate, read_history
from .secret_store import SecretStore
from .session import Server
from .tables import make_own_tables
from .users import Users

logger = logging.getLogger(__name__)

# A failure is told in its own words before Lambda ends the function.
_RESERVE_SECONDS = 2.0
_OTHERS = {"MASTER_SECRET_ARN": (r"arn:[^\s]+", "the ARN of the master user's secret")}


def handle(event: Any, context: LambdaContext) -> dict[str, list[str]]:
    """Migrates, then makes the users. Running it again changes nothing.

    Returns `applied` (versions that ran now, such as `0001 tables`), `versions` (all that ran) and `users`.
    Raises MigrationError.
    """
    deadline = Deadline(context, reserve_seconds=_RESERVE_SECONDS)
    try:
        settings = read_settings(os.environ, _OTHERS)
        tls = tls_context(settings)
    except SettingsError as error:
        raise MigrationError(f"The function's environment variables are not right.\n{error}") from error
    users = read_event(event)
    migrations = read_migrations(SQL_FOLDER)
    store, server = SecretStore(), Server(settings, tls, deadline)
    master, session = server.log_in_as_master(store, os.environ["MASTER_SECRET_ARN"])
    try:
        with session.lock(f"db-migrate:{settings.name}"):
            make_own_tables(session)
            applied = migrate(session, migrations)
            Users(session, server, store, settings.name, master).make(users)
            versions = read_history(session)
    except pymysql.err.MySQLError as error:
        number, words = (*error.args, "", "")[:2]
        raise MigrationError(
            f"The database at {settings.address} failed the run with {number}: {words}. When the cause is "
            "mended, deploy again: the run goes on from what is there."
        ) from error
    finally:
        session.close()
    result = {
        "applied": [migration.label for migration in applied],
        "versions": [version.label for version in versions],
        "users": [user.name for user in users],
    }
    logger.info("database is up to date", extra=result)
    return result
