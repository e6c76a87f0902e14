"""Secrets of users: JSON with `username` and `password`, as RDS makes them too."""

from __future__ import annotations

import json
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from clinic_database.connection import Credentials, parse_credentials

from .errors import MigrationError

# Without an endpoint in its subnets the function would wait until Lambda ends it.
_CONFIG = Config(connect_timeout=5, read_timeout=10, retries={"mode": "standard", "total_max_attempts": 3})


class SecretStore:
    """The secrets of one invocation. No value of theirs is in any message."""

    def __init__(self) -> None:
        self._client: Any = boto3.client("secretsmanager", config=_CONFIG)

    def credentials(self, arn: str) -> Credentials:
        """Raises MigrationError when the secret is missing, empty or of another shape."""
        found = self.find(arn)
        if found is None:
            raise MigrationError(f"The secret {arn} is missing or has no value yet.")
        return found

    def find(self, arn: str) -> Credentials | None:
        """Reads the credentials; None without a current value. Raises MigrationError for another shape."""
        found = self._call("get_secret_value", "read", arn)
        if found is None:
            return None
        try:
            return parse_credentials(found.get("SecretString", ""))
        except ValueError as error:
            raise MigrationError(
                f"The value of the secret {arn} {error}. Put such a value in. For an application user any "
                "other name will do: this function then makes a password of its own."
            ) from error

    def write(self, arn: str, credentials: Credentials) -> None:
        """Makes them the current value. Raises MigrationError."""
        value = {"username": credentials.username, "password": credentials.password}
        self._call("put_secret_value", "write", arn, SecretString=json.dumps(value))

    def _call(self, operation: str, verb: str, arn: str, **request: str) -> dict[str, Any] | None:
        """Calls Secrets Manager; None when there is nothing to read."""
        try:
            answer: dict[str, Any] = getattr(self._client, operation)(SecretId=arn, **request)
            return answer
        except ClientError as error:
            reason = error.response["Error"]
            if verb == "read" and reason["Code"] == "ResourceNotFoundException":
                return None
            raise MigrationError(
                f"Secrets Manager did not let the function {verb} {arn}: {reason['Code']}: "
                f"{reason.get('Message', '')}"
            ) from error
        except BotoCoreError as error:
            raise MigrationError(
                f"Secrets Manager cannot be asked for {arn}: {error} Check that the function's security "
                "group reaches the secretsmanager endpoint of its VPC on port 443."
            ) from error
