"""How a request ends that is not answered. Each stands for one HTTP status."""

from __future__ import annotations

from collections.abc import Mapping


class BadRequestError(Exception):
    """400. The message is the reason, in words for whoever asks."""


class NotFoundError(Exception):
    """404."""


class UnavailableError(Exception):
    """503. Something that is needed is down, too slow, or not set up right."""

    def __init__(self, part: str, reason: str, facts: Mapping[str, object] | None = None) -> None:
        """`part` is what fails, such as `model`. All three are logged: nothing of a question is in them."""
        super().__init__(f"{part}: {reason}")
        self.part = part
        self.reason = reason
        self.facts = dict(facts or {})
