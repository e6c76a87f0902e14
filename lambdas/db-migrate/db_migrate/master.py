"""The session of the master user, whose password RDS changes every seven days."""

from __future__ import annotations

import ssl
import time

from .budget import Budget
from .connection import LoginRefusedError, NotReadyError, connect
from .errors import MigrationError
from .secret_store import SecretStore
from .session import Session
from .settings import Settings

_READY_SECONDS = 60.0
_LOGIN_TRIES = 5
_PAUSE_SECONDS = 1.0


def open_master_session(
    settings: Settings, tls: ssl.SSLContext, store: SecretStore, budget: Budget
) -> tuple[str, Session]:
    """The master user's name and session, in the database. Raises MigrationError.

    The secret is read anew for each try: a new password is in the database a moment before it is in the
    secret, or after. https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-secrets-manager.html
    """
    waited_from = time.monotonic()
    give_up = waited_from + budget.seconds(at_most=_READY_SECONDS)
    refused = 0
    while True:
        credentials = store.credentials(settings.master_secret_arn)
        try:
            return credentials.username, connect(settings, tls, credentials, budget, settings.database)
        except LoginRefusedError as error:
            refused += 1
            if refused == _LOGIN_TRIES or time.monotonic() > give_up:
                raise MigrationError(
                    f"{error}, although {settings.master_secret_arn} was read anew {refused} times. Is that "
                    "the secret of this cluster's master user, and did its last rotation succeed?"
                ) from error
        except NotReadyError as error:
            if time.monotonic() > give_up:
                raise MigrationError(
                    f"The database at {settings.address} cannot be reached: {error}. Tried for "
                    f"{time.monotonic() - waited_from:.0f} s. Check that the cluster is available, that its "
                    "security group admits the function's on this port, and that its subnets can be reached."
                ) from error
        time.sleep(_PAUSE_SECONDS)
