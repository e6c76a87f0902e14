"""What each stack's runs of Terraform made that is still there."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Container, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Condition
from typing import Any

from ..http import HttpRequest
from ..identify import Call, signing_region
from ..wire.decode import decode
from ..wire.reply import Reply
from .inverse import Inverse
from .inverses import INVERSES
from .output import output_of

_RUN = re.compile(r"(?:^|\s)petclinic-run/([a-z0-9-]+)\.(\d+\.\d*)(?:\s|$)")
_UNDONE_BY = frozenset((name.split(":")[0], inverse.operation) for name, inverse in INVERSES.items())
_QUIET_SECONDS = 0.5
"""What a process sent just before its end has reached its thread by then."""
_PATIENCE_SECONDS = 60
"""The longest call is that of the function that migrates the database."""


@dataclass(frozen=True)
class Run:
    """One run of Terraform on a stack: told by what our commands have it append to its User-Agent."""

    stack: str
    command: str
    """The process of ours that started it, with the system's start time of it: `4711.123456`."""


def run_of(user_agent: str | None) -> Run | None:
    """None for everybody else, also for a person's own Terraform."""
    match = _RUN.search(user_agent or "")
    return Run(match.group(1), match.group(2)) if match else None


@dataclass
class Made:
    """One thing that a run made."""

    number: int
    run: Run
    service: str
    operation: str
    region: str
    inverse: Inverse
    arguments: dict[str, Any]
    identity: list[str]
    settled: bool = False
    """Whether a state knows it."""

    @property
    def name(self) -> str:
        return f"{self.service}:{self.operation}"


class Ledger:
    """Shared by all request threads."""

    def __init__(self) -> None:
        self._changed = Condition()
        self.reset()

    def reset(self) -> None:
        with self._changed:
            self._made: dict[int, Made] = {}
            self._open: Counter[str] = Counter()
            self._last = 0

    @contextmanager
    def following(self, run: Run | None) -> Iterator[None]:
        """Knows that a call of the run is being answered."""
        if run is None:
            yield
            return
        with self._changed:
            self._open[run.stack] += 1
        try:
            yield
        finally:
            with self._changed:
                self._open[run.stack] -= 1
                self._changed.notify_all()

    def note(self, run: Run | None, call: Call, request: HttpRequest, reply: Reply) -> None:
        """Takes in an answered call: whether a run made something, or anybody took something away."""
        if reply.status >= 300:
            return
        if (call.service_name, call.operation.name) in _UNDONE_BY:
            self._taken_away(call, decode(call, request))
        inverse = INVERSES.get(call.name)
        if run is None or inverse is None:
            return
        told = {"in": decode(call, request), "out": output_of(call, reply)}
        if not inverse.makes(told):
            return
        with self._changed:
            self._last += 1
            self._made[self._last] = Made(
                number=self._last,
                run=run,
                service=call.service_name,
                operation=call.operation.name,
                region=signing_region(request),
                inverse=inverse,
                arguments=inverse.arguments(told),
                identity=inverse.identity(told),
            )

    def _taken_away(self, call: Call, given: dict[str, Any]) -> None:
        with self._changed:
            gone = [
                made.number
                for made in self._made.values()
                if (made.service, made.inverse.operation) == (call.service_name, call.operation.name)
                and all(given.get(member) == value for member, value in made.arguments.items())
            ]
            for number in gone:
                del self._made[number]

    def of(self, stack: str) -> list[Made]:
        """What the stack's runs made, in that order, once no call of theirs is being answered any more."""
        time.sleep(_QUIET_SECONDS)
        with self._changed:
            self._changed.wait_for(lambda: not self._open[stack], timeout=_PATIENCE_SECONDS)
            return self._things(stack)

    def _things(self, stack: str) -> list[Made]:
        return [made for made in self._made.values() if made.run.stack == stack]

    def forget(self, made: Made) -> None:
        with self._changed:
            self._made.pop(made.number, None)

    def settle(self, stack: str, but: Container[int]) -> None:
        """A state knows all that the stack's runs made, but that of some numbers."""
        with self._changed:
            for made in self._things(stack):
                made.settled = made.number not in but
