"""The database user's name and password, out of its secret."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from .aws_client import AwsClient
from .budget import Budget
from .errors import UnavailableError

_SECONDS = 5.0


@dataclass(frozen=True)
class Credentials:
    """A user and its password, which no representation shows."""

    username: str
    password: str = field(repr=False)


class CredentialsSource:
    """Remembers them until somebody asks to read them anew."""

    def __init__(self, secrets: AwsClient, secret_arn: str) -> None:
        self._secrets = secrets
        self._secret_arn = secret_arn
        self._known: Credentials | None = None

    def get(self, budget: Budget, *, anew: bool = False) -> Credentials:
        """Raises UnavailableError when the secret cannot be had, or is not `username` and `password`."""
        if self._known is None or anew:
            found = self._secrets.call(
                "get_secret_value", budget, at_most=_SECONDS, SecretId=self._secret_arn
            )
            self._known = self._parse(found.get("SecretString", ""))
        return self._known

    def _parse(self, text: str) -> Credentials:
        try:
            value = json.loads(text)
            username, password = value["username"], value["password"]
        except (ValueError, KeyError, TypeError):
            username = password = None
        if not (isinstance(username, str) and isinstance(password, str) and username and password):
            # Without the cause: it would show a part of the value.
            raise UnavailableError(
                "database",
                'the secret is not {"username": "…", "password": "…"}',
                {"secret": self._secret_arn},
            ) from None
        return Credentials(username, password)
