"""Invoking a function, as Lambda's Invoke does: with an answer, or later and with retries."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Thread

from moto.awslambda.models import LambdaFunction

from .deployment import Deployment
from .invocation import Invocation
from .pool import Pool, TooManyInvocationsError

_pool = Pool()

RETRY_DELAYS = (60, 120)
"""Seconds before the first and the second retry of an asynchronous invocation that failed.

https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
"""


@dataclass(frozen=True)
class Answer:
    payload: bytes
    failed: bool
    """The payload is then an error: what the function raised, or how it ended."""
    log_tail: str


@dataclass(frozen=True)
class Request:
    payload: bytes
    function_arn: str
    """ARN as invoked: with the qualifier that the caller gave."""
    client_context: str | None = None


def run(function: LambdaFunction, request: Request, reserved: int | None) -> Answer:
    """Raises TooManyInvocationsError, EnvironmentEndedError; NotImplementedError for what cannot run here."""
    deployment = Deployment.of(function)
    invocation = Invocation(
        request.payload,
        request.function_arn,
        deployment.timeout_seconds,
        request.client_context,
        deployment.traced,
    )
    with _pool.borrow(deployment, reserved) as environment:
        log_tail = environment.invoke(invocation)
    assert invocation.outcome is not None
    return Answer(invocation.outcome.payload, invocation.outcome.status != "success", log_tail)


def run_later(attempt: Callable[[], Answer], retries: int) -> None:
    """Run it in the background. `attempt` finds the function anew each time: it may be gone."""
    Thread(target=run_with_retries, args=(attempt, retries), daemon=True).start()


def run_with_retries(
    attempt: Callable[[], Answer], retries: int, sleep: Callable[[float], None] = time.sleep
) -> None:
    """Repeats `attempt` until it succeeds or `retries` are used up; being throttled uses none up."""
    for delay in (*RETRY_DELAYS[:retries], None):
        try:
            answer = _admitted(attempt, sleep)
        except Exception as error:
            print(f"lambda: an asynchronous invocation ended: {error}", file=sys.stderr, flush=True)
            return
        if not answer.failed or delay is None:
            return
        sleep(delay)


def _admitted(attempt: Callable[[], Answer], sleep: Callable[[float], None]) -> Answer:
    while True:
        try:
            return attempt()
        except TooManyInvocationsError:
            sleep(1)


def end(function_name: str, version: str | None = None) -> None:
    """End the environments of a function, or of one version of it, that is being deleted."""
    _pool.end(lambda it: it.name == function_name and version in (None, it.version))


def end_all() -> None:
    _pool.end()
