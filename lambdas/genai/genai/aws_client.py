"""Calls to AWS that end within a request's time."""

from __future__ import annotations

import time
from threading import Lock
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectionClosedError,
    ConnectTimeoutError,
    EndpointConnectionError,
)
from botocore.parsers import ResponseParserError

from .budget import Budget
from .errors import UnavailableError

# A client's timeout is fixed when it is made. So there is one for each of these times, and a call takes the
# longest that fits: its connections stay open for the next one.
_STEPS = (0.2, 0.4, 0.7, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 12.0, 14.0, 16.0, 18.0, 20.0)
_CONNECT_SECONDS = 1.0

_PAUSES = (0.2, 0.6)
"""Seconds before the second and the third attempt."""

_PASSING_CODES = {
    "InternalServerError",
    "InternalServerException",
    "InternalServiceError",
    "ModelNotReadyException",
    "ProvisionedThroughputExceededException",
    "ServiceUnavailableException",
    "ThrottlingException",
    "TooManyRequestsException",
}
# Nothing was answered, by a connection that was given up while the execution environment was frozen, say.
_PASSING_ERRORS = (ConnectionClosedError, ConnectTimeoutError, EndpointConnectionError)

# How botocore's parser ends at an answer of another shape than the service's model has.
_UNREADABLE = (ResponseParserError, AttributeError, TypeError)


class ExpectedError(Exception):
    """An error that the caller has named, by its code."""


class AwsClient:
    """One service. It does its own retries: botocore's do not know how much time is left."""

    def __init__(self, session: boto3.session.Session, service: str, part: str) -> None:
        """`part` is what fails for the user when the service does: it stands in the log."""
        self._session = session
        self._service = service
        self._part = part
        self._clients: dict[float, Any] = {}
        self._lock = Lock()

    def call(
        self,
        operation: str,
        budget: Budget,
        *,
        at_most: float,
        keep: float = 0.0,
        expected: frozenset[str] = frozenset(),
        **request: object,
    ) -> dict[str, Any]:
        """The answer to boto3's method `operation`, as `Budget.seconds` has time for it.

        Raises UnavailableError; ExpectedError when the answer is an error whose code is among `expected`.
        """
        for pause in (*_PAUSES, None):
            seconds = budget.seconds(self._part, at_most=at_most, keep=keep)
            try:
                answer: dict[str, Any] = getattr(self._client(seconds), operation)(**request)
                return answer
            except ClientError as error:
                code = error.response["Error"]["Code"]
                if code in expected:
                    raise ExpectedError(code) from error
                if pause is None or code not in _PASSING_CODES:
                    raise self._refused(operation, error) from error
            except _PASSING_ERRORS as error:
                if pause is None:
                    raise self._unreachable(operation, error) from error
            except (BotoCoreError, *_UNREADABLE) as error:
                raise self._unreachable(operation, error) from error
            time.sleep(min(pause, budget.seconds(self._part, at_most=pause, keep=keep)))
        raise AssertionError("the last attempt returns or raises")

    def _client(self, seconds: float) -> Any:
        step = max(each for each in _STEPS if each <= seconds)
        with self._lock:
            if step not in self._clients:
                connect = min(_CONNECT_SECONDS, step / 2)
                self._clients[step] = self._session.client(
                    self._service,
                    config=Config(
                        connect_timeout=connect,
                        read_timeout=step - connect,
                        retries={"mode": "standard", "total_max_attempts": 1},
                    ),
                )
            return self._clients[step]

    def _refused(self, operation: str, error: ClientError) -> UnavailableError:
        code = error.response["Error"]["Code"]
        facts = {"service": self._service, "operation": operation, "code": code}
        # What a validation finds fault with may be somebody's words.
        if code != "ValidationException":
            facts["message"] = error.response["Error"].get("Message", "")
        return UnavailableError(self._part, "the call was refused", facts)

    def _unreachable(self, operation: str, error: Exception) -> UnavailableError:
        facts = {"service": self._service, "operation": operation, "error": type(error).__name__}
        # Its own words name the endpoint, or repeat a part of an answer that cannot be read.
        if isinstance(error, BotoCoreError):
            facts["message"] = str(error)
        return UnavailableError(self._part, "there is no answer that can be read", facts)
