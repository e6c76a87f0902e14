"""A question with its conversation's memory, and the word that confirms an addition."""

from __future__ import annotations

import logging
import re
from uuid import uuid4

from .budget import Budget
from .conversation import Conversation
from .database import RefusedByDatabaseError
from .environment import Environment
from .errors import RequestError, UnavailableError
from .http import Question
from .session_store import Session
from .tools import TOOLS
from .turns import Proposal, new_turn

logger = logging.getLogger(__name__)

# The assistant answers in the language of the question.
_YES = re.compile(
    r"(?:yes|y|yes,? please|ok(?:ay)?|(?:i )?confirm|ja|oui|s[ií]|sim|da|tak|はい|是的?|네|да)[\s.!。]*", re.I
)

_ENDED = "This conversation has ended; ask again without sessionId"
_NOTHING_TO_CONFIRM = (
    "Nothing was written: there is nothing to confirm in this conversation. It is a new one, or an hour has "
    "passed, or this chat's cookie was not kept. Please say again what should be added."
)
_TAKEN = "Nothing more was written: this was confirmed already, or another message came in between."
_REFUSED = "Nothing was written: the database does not take these values."
_COOKIE = " This needs the cookie that comes with this answer: without it nothing can be written."


def chat(question: Question, environment: Environment, budget: Budget) -> tuple[str, str]:
    """The answer and the session's id. Raises RequestError or UnavailableError."""
    sessions = environment.sessions
    session = None if question.session_id is None else sessions.read(question.session_id, budget)
    if session is None:
        if question.session_id is not None and not question.by_cookie:
            raise RequestError(400, _ENDED)
        session = Session(str(uuid4()))
    sessions.count_question(budget)
    is_confirmation = _YES.fullmatch(question.text) is not None
    if session.proposal is not None:
        if is_confirmation:
            return _carry_out(question, session, session.proposal, environment, budget), session.id
        # The next message alone confirms, also where this one gets no answer.
        session = sessions.take_proposal(session, budget) or session
    if is_confirmation and not session.turns:
        return _NOTHING_TO_CONFIRM, session.id
    history = [message for turn in session.turns for message in turn.messages]
    conversation = Conversation(environment, budget, history)
    text = conversation.ask(question.text)
    proposal = None if conversation.is_refused else conversation.proposal
    if proposal is not None:
        text = f'{text}\n\nTo be added: {proposal.sentence}. Is that right? Answer "yes", and it is written.'
        text += _COOKIE if question.by_cookie and question.session_id != session.id else ""
        conversation.messages[-1] = {"role": "assistant", "content": [{"text": text}]}
    logger.info(
        "question answered",
        extra={
            "tools": conversation.tools,
            "turns_before": len(session.turns),
            "elapsed_ms": budget.elapsed_ms,
        },
    )
    if not conversation.is_refused:
        try:
            sessions.append(session, new_turn(conversation.messages), proposal, budget)
        except UnavailableError as error:
            if proposal is not None:
                raise
            # The answer is there: better without a memory than not.
            logger.error("chat unavailable", extra=error.causes)
    return text, session.id


def _carry_out(
    question: Question, session: Session, proposal: Proposal, environment: Environment, budget: Budget
) -> str:
    """Writes a proposal, once, and says so. Raises UnavailableError."""
    taken = environment.sessions.take_proposal(session, budget)
    write = TOOLS[proposal.tool].write
    if taken is None or write is None:
        return _TAKEN
    try:
        text = write(proposal.values, environment, budget)
    except RefusedByDatabaseError:
        logger.info("tool refused", extra={"tool": proposal.tool})
        text = _REFUSED
    except UnavailableError as error:
        logger.warning("tool failed", extra={"tool": proposal.tool, **error.causes})
        raise
    logger.info("addition confirmed", extra={"tool": proposal.tool, "elapsed_ms": budget.elapsed_ms})
    words = [("user", question.text), ("assistant", text)]
    turn = new_turn([{"role": role, "content": [{"text": each}]} for role, each in words])
    try:
        environment.sessions.append(taken, turn, None, budget)
    except UnavailableError as error:
        # The row is there, and has to be told.
        logger.error("chat unavailable", extra=error.causes)
    return text
