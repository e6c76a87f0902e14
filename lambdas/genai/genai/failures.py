"""Failures in the log: their cause, but nothing of what anybody wrote."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path

from .errors import UnavailableError

logger = logging.getLogger(__name__)


def log_unavailable(error: UnavailableError) -> None:
    """A part that is down."""
    logger.error(
        "chat unavailable", extra={"part": error.part, "reason": error.reason, **_prefixed(error.facts)}
    )


def log_unexpected(error: BaseException) -> None:
    """A fault of this function: where it is, without the error's words, which may repeat a question."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    logger.error("chat failed", extra={"error": type(error).__name__, "places": places})


def _prefixed(facts: dict[str, object]) -> dict[str, object]:
    """Some plain names, such as `message`, belong to the log record itself."""
    return {f"cause_{name}": value for name, value in facts.items()}
