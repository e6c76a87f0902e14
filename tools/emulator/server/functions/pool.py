"""All execution environments of the emulator: who may run, in which, and until when they are kept."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock, Thread

from .deployment import Deployment
from .environment import ExecutionEnvironment

LIMIT = 10
"""Invocations at a time: what AWS grants a new account in a region. Also what a small machine bears.

https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
"""
IDLE_SECONDS = 300
"""Seconds that an idle environment is kept warm. AWS gives no number; it is minutes."""


class TooManyInvocationsError(Exception):
    """`reason` is AWS's, as in the body of its 429."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Pool:
    """Lends environments. One that is lent is `busy`; the others wait, warm, for the next invocation."""

    def __init__(
        self,
        make: Callable[[Deployment], ExecutionEnvironment] = ExecutionEnvironment,
        idle_seconds: float = IDLE_SECONDS,
        limit: int = LIMIT,
    ) -> None:
        self._make = make
        self._idle_seconds = idle_seconds
        self._limit = limit
        self._lock = Lock()
        self._busy: list[ExecutionEnvironment] = []
        self._idle: dict[ExecutionEnvironment, float] = {}
        self._watching = False

    @contextmanager
    def borrow(self, deployment: Deployment, reserved: int | None) -> Iterator[ExecutionEnvironment]:
        """An environment of exactly this deployment; `reserved` is the function's reserved concurrency."""
        environment = self._take(deployment, reserved)
        try:
            yield environment
        finally:
            self._give_back(environment)

    def end(self, concerns: Callable[[Deployment], bool] = lambda _: True) -> None:
        """Ends all environments, or those of some deployments, in the middle of an invocation too."""
        with self._lock:
            ended = [each for each in [*self._busy, *self._idle] if concerns(each.deployment)]
            for each in ended:
                self._idle.pop(each, None)
        for each in ended:
            each.end()

    def _take(self, deployment: Deployment, reserved: int | None) -> ExecutionEnvironment:
        with self._lock:
            self._admit(deployment, reserved)
            self._drop(lambda each, _: not each.usable or _replaces(deployment, each.deployment))
            # The one used last is the warmest.
            warm = [each for each in self._idle if each.deployment == deployment]
            environment = warm[-1] if warm else self._make(deployment)
            self._idle.pop(environment, None)
            self._busy.append(environment)
            if not self._watching:
                self._watching = True
                Thread(target=self._watch, daemon=True).start()
            return environment

    def _admit(self, deployment: Deployment, reserved: int | None) -> None:
        running = sum(each.deployment.name == deployment.name for each in self._busy)
        if reserved is not None and running >= reserved:
            raise TooManyInvocationsError("ReservedFunctionConcurrentInvocationLimitExceeded")
        if len(self._busy) >= self._limit:
            raise TooManyInvocationsError("ConcurrentInvocationLimitExceeded")

    def _give_back(self, environment: ExecutionEnvironment) -> None:
        with self._lock:
            self._busy.remove(environment)
            if environment.usable:
                self._idle[environment] = time.monotonic()

    def _drop(self, unwanted: Callable[[ExecutionEnvironment, float], bool]) -> None:
        for environment, since in list(self._idle.items()):
            if unwanted(environment, since):
                del self._idle[environment]
                environment.end()

    def _watch(self) -> None:
        while True:
            time.sleep(self._idle_seconds / 10)
            with self._lock:
                self._drop(lambda _, since: time.monotonic() - since > self._idle_seconds)


def _replaces(new: Deployment, old: Deployment) -> bool:
    """Tells whether `new` is the same version of the same function as `old`, with other content."""
    return new.arn == old.arn and new != old
