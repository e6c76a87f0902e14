"""Secrets of users: JSON with `username` and `password`, as RDS makes them too."""

from __future__ import annotations

import json
from typing import Any, Protocol

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from .connection import Credentials
from .errors import MigrationError


class SecretsClient(Protocol):
    """What is used of boto3's client."""

    def get_secret_value(self, *, SecretId: str) -> dict[str, Any]: ...  # noqa: N803

    def put_secret_value(self, *, SecretId: str, SecretString: str) -> dict[str, Any]: ...  # noqa: N803


def secrets_client() -> SecretsClient:
    """Gives up in time to say why: without an endpoint in its subnets the function would wait for ever."""
    client: SecretsClient = boto3.client(
        "secretsmanager",
        config=Config(
            connect_timeout=5, read_timeout=10, retries={"mode": "standard", "total_max_attempts": 3}
        ),
    )
    return client


class SecretStore:
    """The secrets of one invocation. No value of theirs is in any message."""

    def __init__(self, client: SecretsClient) -> None:
        self._client = client

    def credentials(self, arn: str) -> Credentials:
        """Raises MigrationError when the secret is missing, empty or of another shape."""
        found = self.find(arn)
        if found is None:
            raise MigrationError(f"The secret {arn} is missing or has no value yet.")
        return found

    def find(self, arn: str) -> Credentials | None:
        """None when there is no current value. Raises MigrationError when it is of another shape."""
        try:
            text = self._client.get_secret_value(SecretId=arn).get("SecretString", "")
        except ClientError as error:
            if error.response["Error"]["Code"] == "ResourceNotFoundException":
                return None
            raise _refused(arn, "read", error) from error
        except BotoCoreError as error:
            raise _unreachable(arn, error) from error
        return _parse(arn, text)

    def write(self, arn: str, credentials: Credentials) -> None:
        """Makes them the current value. Raises MigrationError."""
        value = {"username": credentials.username, "password": credentials.password}
        try:
            self._client.put_secret_value(SecretId=arn, SecretString=json.dumps(value))
        except ClientError as error:
            raise _refused(arn, "write", error) from error
        except BotoCoreError as error:
            raise _unreachable(arn, error) from error


def _parse(arn: str, text: str) -> Credentials:
    shape = '{"username": "…", "password": "…"}'
    try:
        value = json.loads(text)
        username, password = value["username"], value["password"]
    except (ValueError, KeyError, TypeError) as error:
        raise MigrationError(
            f"The value of the secret {arn} is not {shape}. Put such a value in. For an application user "
            "any other name will do: this function then makes a password of its own."
        ) from error
    if not (isinstance(username, str) and isinstance(password, str) and username and password):
        raise MigrationError(
            f"The value of the secret {arn} is not {shape} with two texts that are not empty."
        )
    return Credentials(username, password)


def _refused(arn: str, action: str, error: ClientError) -> MigrationError:
    reason = error.response["Error"]
    return MigrationError(
        f"Secrets Manager did not let the function {action} {arn}: {reason['Code']}: "
        f"{reason.get('Message', '')}"
    )


def _unreachable(arn: str, error: BotoCoreError) -> MigrationError:
    return MigrationError(
        f"Secrets Manager cannot be asked for {arn}: {error} Check that the function's security group "
        "reaches the secretsmanager endpoint of its VPC on port 443."
    )
