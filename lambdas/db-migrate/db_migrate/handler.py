"""The Lambda function: Terraform invokes it when the cluster is made, and when package or users change."""

from __future__ import annotations

import logging
import os
from typing import Any

import pymysql

from .budget import Budget, LambdaContext
from .connection import tls_context
from .errors import MigrationError
from .event import read_event
from .files import SQL_FOLDER, read_migrations
from .history import read_history
from .lock import advisory_lock
from .master import open_master_session
from .migrate import migrate
from .secret_store import SecretStore, secrets_client
from .settings import read_settings
from .tables import make_own_tables
from .users import Users, login_check

logger = logging.getLogger(__name__)


def handle(event: Any, context: LambdaContext) -> dict[str, list[str]]:
    """Migrates, then makes the users. Running it again changes nothing.

    Returns `applied` (versions that ran now, such as `0001 tables`), `versions` (all that ran) and `users`.
    Raises MigrationError.
    """
    settings = read_settings(os.environ)
    users = read_event(event)
    migrations = read_migrations(SQL_FOLDER)
    budget = Budget(context)
    tls = tls_context(settings)
    store = SecretStore(secrets_client())
    master, session = open_master_session(settings, tls, store, budget)
    try:
        with advisory_lock(session, f"db-migrate:{settings.database}", budget):
            make_own_tables(session)
            applied = migrate(session, migrations)
            may_log_in = login_check(settings, tls, budget)
            Users(session, store, may_log_in, settings.database, master).make(users)
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
