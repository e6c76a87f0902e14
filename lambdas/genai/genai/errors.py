"""Ends of a request without an answer, and their lines in the log: causes, but nothing of anybody's words."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path

logger = logging.getLogger(__name__)


class RequestError(Exception):
    """A request that is refused. The message is the reason, in words for whoever asks."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


class UnavailableError(Exception):
    """503. Something that is needed is down, too slow, or not set up right."""

    def __init__(self, part: str, reason: str, **facts: object) -> None:
        """`part` is what fails, such as `model`. All three are logged: nothing of a question is in them."""
        super().__init__(f"{part}: {reason}")
        self.part = part
        # Facts get a prefix: some plain names, such as `message`, belong to the log record itself.
        self.causes = {"part": part, "reason": reason, **{f"cause_{name}": facts[name] for name in facts}}


def log_unexpected(error: BaseException) -> None:
    """Logs a fault of this function by its place, without the error's words, which may repeat a question."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    logger.error("chat failed", extra={"error": type(error).__name__, "places": places})
