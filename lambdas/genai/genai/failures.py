"""Failures in the log: their cause, but nothing of what anybody wrote."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path

from .errors import UnavailableError

logger = logging.getLogger(__name__)


def log_unavailable(error: UnavailableError) -> None:
    """A part that is down."""
    logger.error("chat unavailable", extra=_causes(error))


def log_tool_failed(tool: str, error: UnavailableError) -> None:
    """A tool that could not do what it was called for. A metric counts these lines by their message."""
    logger.warning("tool failed", extra={"tool": tool, **_causes(error)})


def log_tool_refused(tool: str) -> None:
    """A tool that was called with what it does not take. That is part of a conversation, and no failure."""
    logger.info("tool refused", extra={"tool": tool})


def log_unexpected(error: BaseException) -> None:
    """A fault of this function: where it is, without the error's words, which may repeat a question."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    logger.error("chat failed", extra={"error": type(error).__name__, "places": places})


def _causes(error: UnavailableError) -> dict[str, object]:
    """Facts get a prefix: some plain names, such as `message`, belong to the log record itself."""
    facts = {f"cause_{name}": value for name, value in error.facts.items()}
    return {"part": error.part, "reason": error.reason, **facts}
