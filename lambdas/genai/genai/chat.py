"""A question with its conversation's memory."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from uuid import uuid4

from .budget import Budget
from .conversation import Conversation
from .environment import Environment
from .errors import UnavailableError
from .failures import log_unavailable
from .question import Question
from .session_store import Session
from .tools.tool import Workbench
from .turns import Turn

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class ChatAnswer:
    """What is said, and how to go on."""

    text: str
    session_id: str


def chat(question: Question, environment: Environment, budget: Budget) -> ChatAnswer:
    """Raises UnavailableError."""
    session = (
        Session(str(uuid4()))
        if question.session_id is None
        else environment.sessions.read(question.session_id, budget)
    )
    history = [message for turn in session.turns for message in turn.messages]
    bench = Workbench(environment.repository, environment.vet_index, environment.model_ids, budget)
    conversation = Conversation(environment.model, bench, history)
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
        log_unavailable(error)
    return ChatAnswer(text, session.id)
