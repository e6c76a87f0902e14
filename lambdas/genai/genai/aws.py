"""Calls to AWS that end within a request's time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from botocore.parsers import ResponseParserError

from .budget import Budget
from .errors import UnavailableError

# The ends of botocore's parser at an answer of another shape than the service's model has.
_UNREADABLE = (ResponseParserError, AttributeError, TypeError)

# A call that nobody waits for any more ends in its thread.
_THREADS = ThreadPoolExecutor(16)


class ExpectedError(Exception):
    """An error that the caller has named, by its code."""


class AwsClient:
    """One service through one boto3 client, with botocore's own retries."""

    def __init__(self, service: str, part: str, read_seconds: float = 5.0) -> None:
        """`part` is what fails for the user when the service does: it stands in the log."""
        self._service = service
        self._part = part
        self._client = boto3.client(
            service,
            config=Config(
                connect_timeout=1,
                read_timeout=read_seconds,
                retries={"mode": "standard", "total_max_attempts": 3},
            ),
        )

    def call(
        self,
        operation: str,
        budget: Budget,
        *,
        keep: float = 0.0,
        expected: str = "",
        **request: object,
    ) -> dict[str, Any]:
        """The answer to boto3's method `operation`, as `Budget.seconds` has time for it and its retries.

        Raises UnavailableError; ExpectedError when the answer is an error of the code `expected`.
        """
        facts: dict[str, object] = {"service": self._service, "operation": operation}
        seconds = budget.seconds(self._part, keep=keep)
        running = _THREADS.submit(getattr(self._client, operation), **request)
        try:
            answer: dict[str, Any] = running.result(timeout=seconds)
            return answer
        except TimeoutError as error:
            running.cancel()
            raise UnavailableError(self._part, "there is no answer in time", **facts) from error
        except ClientError as error:
            code = error.response["Error"]["Code"]
            if code == expected:
                raise ExpectedError(code) from error
            # The words on an invalid request may be somebody's own.
            if code != "ValidationException":
                facts["message"] = error.response["Error"].get("Message", "")
            raise UnavailableError(self._part, "the call was refused", **facts, code=code) from error
        except (BotoCoreError, *_UNREADABLE) as error:
            facts["error"] = type(error).__name__
            # Its own words name the endpoint, or repeat a part of an answer that cannot be read.
            if isinstance(error, BotoCoreError):
                facts["message"] = str(error)
            raise UnavailableError(self._part, "there is no answer that can be read", **facts) from error
