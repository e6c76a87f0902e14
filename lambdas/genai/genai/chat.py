"""A question with its conversation's memory."""

from __future__ import annotations

import logging
from uuid import uuid4

from .budget import Budget
from .conversation import Conversation
from .environment import Environment
from .errors import UnavailableError
from .http import Question
from .session_store import Session
from .turns import Turn

logger = logging.getLogger(__name__)


def chat(question: Question, environment: Environment, budget: Budget) -> tuple[str, str]:
    """The answer and the session's id. Raises UnavailableError."""
    session = (
        Session(str(uuid4()))
        if question.session_id is None
        else environment.sessions.read(question.session_id, budget)
    )
    history = [message for turn in session.turns for message in turn.messages]
    conversation = Conversation(environment, budget, history)
    text = conversation.ask(question.text)
    logger.info(
        "question answered",
        extra={
            "tools": conversation.tools,
            "turns_before": len(session.turns),
            "elapsed_ms": budget.elapsed_ms,
        },
    )
    try:
        environment.sessions.append(session, Turn(uuid4().hex, tuple(conversation.messages)), budget)
    except UnavailableError as error:
        # The answer is there, and may tell of something that was written: better without a memory than not.
        logger.error("chat unavailable", extra=error.causes)
    return text, session.id
